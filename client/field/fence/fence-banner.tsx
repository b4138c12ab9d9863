// Where I stand, as a band under the bar: in which zone and what holds there, or how far its line is. Evaluated on the phone.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Zone } from '#shared/subject/zone.ts';
import { ZONE_LEVEL_TERMS } from '#shared/terms/codes.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { entityWords } from '../../ui/entity-words.ts';
import { useZones, zoneLook } from '../near/use-ground.ts';
import { useWhere } from '../place/where-store.ts';
import { buzz } from '../report/use-report.ts';
import { type Standing, Wayfarer } from './standing.ts';

/** A phone that lies still says nothing new; what it said last is looked at again, as long as it is not old. ms */
const AGAIN_EVERY = 5_000;
const FRESH = 120_000;

export function FenceBanner() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const zones = useZones();
  const fix = useWhere((state) => state.fix);
  const wayfarer = useRef(new Wayfarer());
  const [standing, setStanding] = useState<Standing>();
  const [crossed, setCrossed] = useState<'enter' | 'exit'>();

  useEffect(() => {
    wayfarer.current.surround(zones.map(({ zone, geometry }) => ({ id: zone.id, geometry })));
  }, [zones]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other zones are another answer to the same fix
  useEffect(() => {
    if (fix === null) {
      setStanding(undefined);
      return;
    }
    const look = () => {
      if (performance.now() - fix.at > FRESH) return;
      const { standing: now, crossings } = wayfarer.current.step({
        at: performance.now(),
        position: fix.position,
        accuracy: fix.accuracy,
      });
      setStanding(now);
      const last = crossings.at(-1);
      if (last === undefined) return;
      setCrossed(last.kind);
      buzz(last.kind === 'enter' ? [200, 100, 200, 100, 400] : [80, 80, 80]);
    };
    look();
    const timer = setInterval(look, AGAIN_EVERY);
    return () => clearInterval(timer);
  }, [fix, zones]);

  if (standing === undefined) return null;
  const gravest = zoneOf(standing.inside.at(-1));
  if (gravest !== undefined) {
    const look = zoneLook(gravest.level);
    return (
      <output className="fence-banner" data-look={look}>
        <strong>
          {t(crossed === 'enter' ? 'field.fence.entered' : 'field.fence.inside', {
            level: levelText(gravest, language),
            name: entityWords(situation.copy, 'zones', gravest, language).title,
          })}
        </strong>
        <span>{t(`field.fence.rules.${look}`)}</span>
      </output>
    );
  }
  if (standing.isBlurred) return <output className="fence-banner">{t('field.fence.blurred')}</output>;
  const near = zoneOf(standing.near?.id);
  if (near === undefined || standing.near === undefined) return null;
  return (
    <output className="fence-banner" data-look={zoneLook(near.level)}>
      <strong>
        {t('field.fence.near', {
          level: levelText(near, language),
          n: Math.max(5, Math.round(standing.near.metres / 5) * 5),
        })}
      </strong>
    </output>
  );
}

const zoneOf = (id: string | undefined): Zone | undefined =>
  id === undefined ? undefined : situation.copy.get('zones', id);

/** To crews a polluted area is a high-risk area: the other word is also the inner room of a site (interface.md, Words). */
const levelText = ({ level }: Zone, language: Language): string =>
  term(ZONE_LEVEL_TERMS, level === 'pollutedArea' ? 'high' : (level ?? ''), language);
