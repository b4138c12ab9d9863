// What the centre hears of this phone beside its reports: how many of them wait here, and, on duty and with consent, in which
// square of a hundred metres it is. Neither is kept in any log.
import { connection } from '../../connection/browser-connection.ts';
import { api, json } from '../../connection/http.ts';
import { sendReport } from '../../connection/send-report.ts';
import { fieldNow } from '../clock.ts';
import { strictly } from '../outbox/database.ts';
import { depthOf } from '../outbox/entry.ts';
import { useOutbox } from '../outbox/outbox.ts';
import { useWhere } from '../place/where-store.ts';
import { toShare } from './coarse.ts';
import { dutyNow, useDuty } from './duty-store.ts';

const EVERY = 30_000; // ms

/** Runs while somebody is signed in. @returns how to stop */
export function tellCentre(account: string): () => void {
  let isTelling = false;
  const tell = async () => {
    if (isTelling || connection.status.phase !== 'live') return;
    isTelling = true;
    await Promise.allSettled([tellDepth(account), takeDown(), tellPlace(account)]);
    isTelling = false;
  };
  const timer = setInterval(() => void tell(), EVERY);
  let wasLive = false;
  const stops = [
    connection.onStatus(({ phase }) => {
      if (phase === 'live' && !wasLive) void tell();
      wasLive = phase === 'live';
    }),
    // A duty taken or left is told at once.
    useDuty.subscribe(() => void tell()),
  ];
  if (connection.status.phase === 'live') void tell();
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}

async function tellDepth(account: string): Promise<void> {
  const { entries, untold, isRead } = useOutbox.getState();
  if (!isRead) return;
  const device = await strictly((writing) => writing.deviceId());
  const teamId = dutyNow(useDuty.getState().duty, account, fieldNow())?.teamId;
  const depth = depthOf(entries, Date.now());
  const waiting = depth.waiting + untold;
  const told = { device, ...(teamId === undefined ? {} : { teamId }), ...depth, waiting };
  await api('/api/phones', json('POST', told));
}

async function takeDown(): Promise<void> {
  const { toTakeDown, takenDown } = useDuty.getState();
  if (toTakeDown === undefined) return;
  const said = await sendReport('team.offDuty', { id: toTakeDown }, fieldNow());
  // Refused is an end as well: the team is not known any more, and nobody sees where it was.
  if (said.ok || said.error.status === 200) takenDown();
}

async function tellPlace(account: string): Promise<void> {
  const { fix } = useWhere.getState();
  const now = fieldNow();
  const age = fix === null ? 0 : performance.now() - fix.at;
  const said = toShare(dutyNow(useDuty.getState().duty, account, now), fix, age, now);
  if (said !== undefined) await sendReport('team.position', said, now);
}
