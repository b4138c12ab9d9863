// Who else has this zone open: said every few seconds while it is, and taken back when it is closed.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, json } from '../../../../connection/http.ts';
import { newId } from '../../../../connection/send-report.ts';

type Other = { readonly name: string; readonly doing: 'looking' | 'changing' };
/** Milliseconds; the server forgets whoever was silent for twenty seconds. */
const EVERY = 5_000;
/** This page, among those of the same person. */
const TAB = newId();

export function Presence({ zoneId, isChanging }: { readonly zoneId: string; readonly isChanging: boolean }) {
  const { t } = useTranslation();
  const [others, setOthers] = useState<readonly Other[]>([]);
  const path = `/api/zones/${encodeURIComponent(zoneId)}/presence`;
  useEffect(() => {
    let isWanted = true;
    const say = async () => {
      if (document.visibilityState === 'hidden') return;
      const doing = isChanging ? 'changing' : 'looking';
      const answer = await api<{ readonly others: readonly Other[] }>(path, json('POST', { tab: TAB, doing }));
      // Nobody answered: nothing is known of the others, and an old list would be a lie.
      if (isWanted) setOthers(answer.ok ? answer.value.others : []);
    };
    void say();
    const timer = setInterval(() => void say(), EVERY);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [path, isChanging]);
  // Said once, when the zone is closed: between two things done with it a goodbye could overtake the next word.
  useEffect(
    () => () => {
      void api(`${path}?${new URLSearchParams({ tab: TAB })}`, { method: 'DELETE', keepalive: true });
    },
    [path],
  );
  if (others.length === 0) return null;
  return (
    <ul className="zone-here" aria-live="polite">
      {others.map(({ name, doing }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one person may be here twice
        <li key={`${name} ${i}`} data-doing={doing}>
          {t(`fence.here.${doing}`, { who: name })}
        </li>
      ))}
    </ul>
  );
}
