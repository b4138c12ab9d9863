// The duty this phone's crew is on: where, until when, as which team, and whether they agreed to be seen on the map meanwhile.
import { create } from 'zustand';
import { recall, remember } from '../../store/local-memory.ts';
import type { Duty } from './coarse.ts';

const KEY = 'cordon.field.duty';
const TEAM_KEY = 'cordon.field.team';

type Kept = {
  readonly duty?: Duty | undefined;
  /** a team whose position is to be taken down as soon as the server can be reached */
  readonly toTakeDown?: string | undefined;
};

type DutyStore = Kept & {
  readonly take: (duty: Duty) => void;
  /** Duty is over: nothing is shared from now on, and what was shared is taken down. */
  readonly leave: () => void;
  readonly takenDown: () => void;
};

function read(): Kept {
  try {
    return JSON.parse(recall(KEY) ?? '{}') as Kept;
  } catch {
    return {};
  }
}

export const useDuty = create<DutyStore>((set, get) => {
  const keep = (kept: Kept) => {
    remember(KEY, JSON.stringify(kept));
    set({ duty: undefined, toTakeDown: undefined, ...kept });
  };
  return {
    ...read(),
    take: (duty) => {
      if (duty.teamId !== undefined) remember(TEAM_KEY, duty.teamId);
      const before = get().duty;
      const former = before?.isSharing === true && before.teamId !== duty.teamId ? before.teamId : undefined;
      keep({ duty, toTakeDown: former ?? get().toTakeDown });
    },
    leave: () => {
      const { duty, toTakeDown } = get();
      keep({ toTakeDown: duty?.isSharing === true ? duty.teamId : toTakeDown });
    },
    takenDown: () => keep({ duty: get().duty }),
  };
});

/** Which team this phone was last with: nobody is asked again. */
export const lastTeam = (): string | null => recall(TEAM_KEY);

/** @param now ms since 1970 in the situation's time @returns undefined off duty, and on the duty of another account */
export function dutyNow(duty: Duty | undefined, account: string, now: number): Duty | undefined {
  return duty !== undefined && duty.account === account && now < Date.parse(duty.to) ? duty : undefined;
}
