// So many bare readers of one server, as strangers would write them: `node crowd.fixture.ts URL KEY SIZE`. Each subscribes and
// acknowledges; says `joined N` once all are live, and `got N` deltas when its input ends.
import { io } from 'socket.io-client';

const [url = '', key = '', size = '0'] = process.argv.slice(2);
const headers = { authorization: `Bearer ${key}` };
const answer = await fetch(`${url}/api/situation`, { headers });
const { epoch, seq, view } = (await answer.json()) as { epoch: string; seq: number; view: string };

let got = 0;
let live = 0;
const one = (): Promise<void> =>
  new Promise((done, fail) => {
    const socket = io(url, { transports: ['websocket'], extraHeaders: headers, forceNew: true });
    socket.on('delta', (_: unknown, acknowledge: () => void) => {
      got += 1;
      acknowledge();
    });
    socket.on('connect_error', fail);
    socket.on('disconnect', () => {
      live -= 1;
    });
    socket.on('connect', () =>
      socket.emit('subscribe', { epoch, seq, view }, ({ mode }: { mode: string }) => {
        if (mode === 'live') live += 1;
        done();
      }),
    );
  });

const AT_ONCE = 50;
for (let i = 0; i < Number(size); i += AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, Number(size) - i) }, one));
console.log(`joined ${live}`);
process.stdin.resume();
process.stdin.on('end', () => {
  console.log(`got ${got} with ${live}`);
  process.exit(0);
});
