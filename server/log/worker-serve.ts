// The worker's end of a WorkerPort: takes every request that is already queued in one go, so that a slow disk makes
// groups larger instead of queues longer.
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import type { FromWorker, Reply, Request } from './worker-port.ts';

const post = (message: FromWorker): void => parentPort?.postMessage(message);

export const reply = (replies: readonly Reply[]): void => post({ type: 'replies', replies });

/** A line for the operator's log; the work goes on. */
export const notice = (message: string): void => post({ type: 'notice', message });

/** Says that the file can no longer be trusted. The owner ends the process: a later commit could lie. */
export const fatal = (message: string): void => post({ type: 'fatal', message });

/**
 * @param open opens the file and returns what `ready` reports; a throw is reported as fatal
 * @param handle gets all waiting requests, in order; a throw is reported as fatal
 */
export function serve<R extends Request>(open: () => unknown, handle: (requests: readonly R[]) => void): void {
  const port = parentPort;
  if (!port) throw new Error('this file runs as a worker thread');
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      fatal(error instanceof Error ? error.message : String(error));
      port.close();
    }
  };
  guard(() => post({ type: 'ready', value: open() }));
  port.on('message', (first: R[]) => {
    const requests = [...first];
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) requests.push(...next.message);
    guard(() => handle(requests));
  });
}
