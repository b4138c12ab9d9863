// The thread on which shapes are computed, so that a hand on the map never waits for one.
import { type Answer, type Inputs, type Operation, perform } from './operations.ts';

export type Asked = { readonly id: number; readonly operation: Operation; readonly input: Inputs[Operation] };
export type Answered = { readonly id: number; readonly answer: Answer };

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const answered: Answered = { id: data.id, answer: perform(data.operation, data.input as never) };
  postMessage(answered);
});
