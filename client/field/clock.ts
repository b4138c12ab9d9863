// What time it is for a report: the server's time carried on by this phone, whose own clock may be wrong by years.
import { connection } from '../connection/browser-connection.ts';
import { carryTime, nowInSituation } from '../store/hooks.ts';

type Kept = { readonly time: number; readonly wall: number; readonly rate: number };

const KEY = 'cordon.field.clock';
const KEEP_EVERY = 20_000; // ms

let kept: Kept | undefined = recall();
let keptAt = Number.NEGATIVE_INFINITY;

function recall(): Kept | undefined {
  try {
    const said = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null;
    return said !== null && [said.time, said.wall, said.rate].every(Number.isFinite) ? said : undefined;
  } catch {
    return undefined;
  }
}

/** Notes how far the phone's clock is from the server's, for the next time it opens without a network. @returns how to stop */
export function keepClock(): () => void {
  carryTime(fieldNow);
  return connection.onStatus(({ anchor, clock }) => {
    if (anchor === undefined || performance.now() - keptAt < KEEP_EVERY) return;
    keptAt = performance.now();
    kept = { time: nowInSituation(), wall: Date.now(), rate: clock?.rate ?? 1 };
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // without storage the phone's own clock has to do after the next start
    }
  });
}

/** ms since 1970 in the situation's time. */
export function fieldNow(): number {
  const { anchor, clock } = connection.status;
  if (anchor !== undefined || clock !== null) return nowInSituation();
  return carriedOn(kept, Date.now());
}

/** @param wall what the phone's clock says @returns what the server's would say, as far as is known */
export function carriedOn(from: Kept | undefined, wall: number): number {
  return from === undefined ? wall : from.time + (wall - from.wall) * from.rate;
}

/** How far the phone's clock is ahead of the server's, ms; undefined where that is not known or has no meaning. */
export function skew(): number | undefined {
  const { anchor, clock } = connection.status;
  return anchor === undefined || clock !== null ? undefined : Date.now() - nowInSituation();
}
