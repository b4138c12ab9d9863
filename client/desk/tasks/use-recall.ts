// Recalling tasks from a button, one or many at once: what came of it, and the same orders given again where it was a slip.
import { useState } from 'react';
import type { Task } from '#shared/subject/task.ts';
import type { ApiProblem } from '../../connection/http.ts';
import { newId, type Saying, saying, sendAll } from '../../connection/send-report.ts';
import { nowInSituation } from '../../store/hooks.ts';
import { type Ordered, orderedAgain, orderOf, recallsOf } from './recall.ts';

type State = {
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  /** as they were ordered; empty when nothing was recalled, or all of it was ordered again */
  readonly recalled: readonly Ordered[];
  readonly again: readonly Ordered[];
};
const START: State = { isSending: false, problem: undefined, recalled: [], again: [] };

export type Recall = State & {
  /** @param why for those who stand there */
  readonly recall: (tasks: readonly (Ordered | Task)[], why?: string) => Promise<void>;
  readonly undo: () => Promise<void>;
  /** what came of it is said no longer: something else was done since */
  readonly forget: () => void;
};

/** @param at what it was done at, a version of it: of another one it is said no longer */
export function useRecall(at = 0): Recall {
  const [state, setState] = useState(START);
  const [before, setBefore] = useState(at);
  if (before !== at) {
    setBefore(at);
    setState(START);
  }
  /** @returns which of them were applied */
  const say = async (orders: readonly Ordered[], said: readonly Saying[]): Promise<readonly Ordered[]> => {
    setState((now) => ({ ...now, isSending: true, problem: undefined }));
    const answer = await sendAll(said);
    const problem = answer.ok ? answer.value.find((one) => one !== undefined) : answer.error;
    setState((now) => ({ ...now, isSending: false, problem }));
    return answer.ok ? orders.filter((_, i) => answer.value[i] === undefined) : [];
  };
  return {
    ...state,
    recall: async (tasks, why) => {
      const orders = tasks.map(orderOf);
      const recalled = await say(orders, recallsOf(orders, why, nowInSituation()));
      if (recalled.length > 0) setState((now) => ({ ...now, recalled, again: [] }));
    },
    undo: async () => {
      const now = nowInSituation();
      const orders = orderedAgain(state.recalled, newId);
      const again = await say(
        orders,
        orders.map((order) => saying('task.assigned', order, now)),
      );
      // What was refused can be tried again.
      const left = state.recalled.filter((_, i) => !again.includes(orders[i] as Ordered));
      setState((now) => ({ ...now, recalled: left, again }));
    },
    forget: () => setState(START),
  };
}
