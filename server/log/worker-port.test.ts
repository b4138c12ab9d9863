// The port to a worker that is closed while it opens.
import { expect, it } from 'vitest';
import type { LogError } from './event-log.ts';
import { WorkerPort } from './worker-port.ts';

it('takes the end of a worker that was closed before its "ready" was heard for what it is', async () => {
  const fatal: LogError[] = [];
  const data = new SharedArrayBuffer(4);
  const url = new URL('./worker-port.fixture.ts', import.meta.url);
  const port = new WorkerPort({ url, name: 'a worker', data, onFatal: (error) => fatal.push(error) });
  // This thread sleeps until the worker has posted "ready", so the message lies unread when the port is closed.
  expect(Atomics.wait(new Int32Array(data), 0, 0, 60_000)).toBe('ok');
  await port.close({ type: 'close' });
  expect(fatal).toEqual([]);
  await expect(port.call({})).rejects.toMatchObject({ code: 'closed' });
});
