// The duty this phone's crew is on: where, until when, as which team, and whether they agreed to be seen on the map meanwhile.
import { create } from 'zustand';
import { keepPart, keptPart } from '../keep/kept.ts';
import { onLock } from '../lock/opened.ts';
import type { Duty } from './coarse.ts';

type Kept = {
  readonly duty?: Duty | undefined;
  /** a team whose position is to be taken down as soon as the server can be reached */
  readonly toTakeDown?: string | undefined;
  /** which team this phone was last with: nobody is asked again */
  readonly lastTeam?: string | undefined;
};

type DutyStore = Kept & {
  /** Takes up what the phone keeps of it, once it is open. */
  readonly load: (account: string) => Promise<void>;
  readonly take: (duty: Duty) => void;
  /** Duty is over: nothing is shared from now on, and what was shared is taken down. */
  readonly leave: () => void;
  readonly takenDown: () => void;
};

export const useDuty = create<DutyStore>((set, get) => {
  const nothing: Kept = { duty: undefined, toTakeDown: undefined, lastTeam: undefined };
  let owner = '';
  onLock(() => set(nothing));
  const keep = (kept: Kept) => {
    const now = { lastTeam: get().lastTeam, ...kept };
    set({ ...nothing, ...now });
    void keepPart('duty', owner, Date.now(), now);
  };
  return {
    load: async (account) => {
      owner = account;
      const kept = await keptPart<Kept>('duty', account);
      set({ ...nothing, ...kept?.part });
    },
    take: (duty) => {
      const before = get().duty;
      const former = before?.isSharing === true && before.teamId !== duty.teamId ? before.teamId : undefined;
      keep({ duty, toTakeDown: former ?? get().toTakeDown, lastTeam: duty.teamId ?? get().lastTeam });
    },
    leave: () => {
      const { duty, toTakeDown } = get();
      keep({ toTakeDown: duty?.isSharing === true ? duty.teamId : toTakeDown });
    },
    takenDown: () => keep({ duty: get().duty }),
  };
});

/** @param now ms since 1970 in the situation's time @returns undefined off duty, and on the duty of another account */
export function dutyNow(duty: Duty | undefined, account: string, now: number): Duty | undefined {
  return duty !== undefined && duty.account === account && now < Date.parse(duty.to) ? duty : undefined;
}
