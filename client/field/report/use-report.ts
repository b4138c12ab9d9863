// What every form does at its end: keep the report on this phone, say so to hand and eye, and go back.
import { useState } from 'react';
import { create } from 'zustand';
import type { DataOf } from '#shared/report.ts';
import { saveReport } from '../outbox/outbox.ts';
import type { Photo } from '../outbox/photo.ts';
import { useAccountName } from '../use-account.ts';
import type { FieldKind } from './kinds.ts';

/** One short line over the page that the last tap was kept; undefined when there is nothing to say. */
export const useSaid = create<{ readonly said: number; readonly say: () => void }>((set) => ({
  said: 0,
  say: () => set(({ said }) => ({ said: said + 1 })),
}));

/** Felt through a glove; phones without it stay still. */
export const buzz = (pattern: number | number[] = 25): void => void navigator.vibrate?.(pattern);

type Sending = {
  /** @returns whether it is on this phone now */
  readonly report: <K extends FieldKind>(
    kind: K,
    data: DataOf<K>,
    more?: { readonly baseVersion?: number | undefined; readonly photos?: readonly Photo[] },
  ) => Promise<boolean>;
  readonly isFailed: boolean;
};

export function useReport(): Sending {
  const account = useAccountName();
  const [isFailed, setFailed] = useState(false);
  return {
    isFailed,
    report: async (kind, data, more) => {
      const saved = await saveReport(kind, data, account, more);
      setFailed(!saved.ok);
      buzz(saved.ok ? 25 : [120, 60, 120]);
      if (saved.ok) useSaid.getState().say();
      return saved.ok;
    },
  };
}
