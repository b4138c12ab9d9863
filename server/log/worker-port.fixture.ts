// A worker that is ready at once and says so twice: to its port, and in memory it shares with the test.
import { workerData } from 'node:worker_threads';
import { serve } from './worker-serve.ts';

const flag = new Int32Array(workerData as SharedArrayBuffer);

serve(
  () => {},
  () => {},
);
Atomics.store(flag, 0, 1);
Atomics.notify(flag, 0);
