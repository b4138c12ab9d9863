// A zone, as the order that it is: what it holds, when it may end, why each piece is in it, who ordered what, and each step.
import './zone-inspector.css';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { situation } from '../../../connection/browser-connection.ts';
import { nowInSituation, useConnection, useVersion } from '../../../store/hooks.ts';
import { number } from '../../../ui/format.ts';
import { type HeldShown, useHeld } from './answers.ts';
import { openingsOf } from './openings.ts';
import { ZoneNext } from './steps/zone-next.tsx';
import { ZoneOpenings } from './zone-openings.tsx';
import { ZoneOrder } from './zone-order.tsx';
import { ZonePostsLeft } from './zone-posts-left.tsx';
import { ZoneRelease } from './zone-release.tsx';
import { ZoneSteps } from './zone-steps.tsx';
import { ZoneWhy } from './zone-why.tsx';

type Zone = Entities['zones'];

export function ZoneInspector({ zone }: { readonly zone: Zone }) {
  const held = useHeld(zone.id, zone.version, useVersion('gates'));
  return (
    <>
      {held !== undefined && <HeldFigures held={held} />}
      <ZoneNext zone={zone} held={held} />
      {held !== undefined && <ZonePostsLeft zone={zone} held={held} />}
      <ZoneOpenings zone={zone} held={held} />
      <ZoneRelease zone={zone} />
      <ZoneWhy zone={zone} held={held} />
      <ZoneOrder zone={zone} />
      <ZoneSteps zone={zone} />
    </>
  );
}

function HeldFigures({ held }: { readonly held: HeldShown }) {
  const { t } = useTranslation();
  const isPast = useConnection().past !== undefined;
  const { persons, households, positives, hasEmergencyRoute } = held;
  useVersion('tasks', 'duties');
  // As the list of openings below counts them: an open gate that nobody was sent to is no gate.
  const openings = openingsOf(held, situation.copy, nowInSituation());
  const leaks = openings.filter(({ kind }) => kind === 'leak');
  const known = (value: number | null) => (value === null ? t('app.unknown') : number(value));
  const cells: readonly (readonly [value: string, name: string])[] = [
    [known(persons), t('engine.zone.persons')],
    [known(households), t('engine.zone.households')],
    [
      positives === null ? t('app.unknown') : `${number(positives.inside)} / ${number(positives.total)}`,
      t('engine.zone.inside'),
    ],
    [number(openings.length - leaks.length), t('engine.zone.gates')],
    [number(leaks.length), t('engine.zone.leaks')],
    [t(hasEmergencyRoute ? 'engine.zone.emergencyThere' : 'engine.zone.emergencyNone'), t('engine.zone.emergency')],
  ];
  return (
    <section className="zone-held" aria-label={t('engine.zone.held')}>
      <dl>
        {cells.map(([value, name]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {leaks.length > 0 && <p className="zone-strong">{t('engine.zone.unguarded', { n: number(leaks.length) })}</p>}
      {isPast && <p className="panel-note">{t('engine.zone.askedAt')}</p>}
    </section>
  );
}
