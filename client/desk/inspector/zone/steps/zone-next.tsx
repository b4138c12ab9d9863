// What can be done with a zone now, by whom; and the form of the step that was chosen.
import './steps.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { useConnection, useNow } from '../../../../store/hooks.ts';
import { useProposal } from '../../../../store/proposal-store.ts';
import { useRights, useSession } from '../../../../store/session-store.ts';
import { useView } from '../../../../store/view-store.ts';
import type { HeldShown } from '../answers.ts';
import { Presence } from './presence.tsx';
import { StepForm } from './step-form.tsx';
import { type StepVerb, stepsOf } from './verbs.ts';

type Props = { readonly zone: Entities['zones']; readonly held: HeldShown | undefined };

export function ZoneNext({ zone, held }: Props) {
  const { t } = useTranslation();
  const name = useSession(({ session }) => (session.state === 'in' ? session.account.name : ''));
  const rights = useRights();
  const now = useNow(10_000);
  const isPast = useConnection().past !== undefined;
  const [chosen, setChosen] = useState<StepVerb>();
  const isOver = zone.status === 'released' || zone.status === 'cancelled';
  // What is past cannot be decided any more.
  if (isPast || (isOver && chosen === undefined)) return null;
  const { may, waits, isOwn } = stepsOf(zone, { name, rights }, now);
  const mayRevise = zone.status === 'proposed' && rights.includes('propose');
  return (
    <section className="zone-part zone-next" aria-label={t('fence.step.title')}>
      <Presence zoneId={zone.id} isChanging={chosen !== undefined} />
      {isOwn && <p>{t('fence.step.fourEyes')}</p>}
      {waits !== undefined && <p className="panel-note">{t(`fence.step.waits.${waits}`)}</p>}
      {(may.length > 0 || mayRevise) && chosen === undefined && (
        <div className="propose-buttons">
          {mayRevise && (
            <button
              type="button"
              className="button"
              onClick={() => {
                useProposal.getState().revise(zone);
                useView.getState().openPanel('propose');
              }}
            >
              {t('fence.revise')}
            </button>
          )}
          {may.map((verb, i) => (
            <button
              key={verb}
              type="button"
              className={i === 0 ? 'button button-primary' : 'button'}
              onClick={() => setChosen(verb)}
            >
              {t(`fence.step.${verb}`)}
            </button>
          ))}
        </div>
      )}
      {chosen !== undefined && (
        <StepForm key={chosen} verb={chosen} zone={zone} held={held} onEnd={() => setChosen(undefined)} />
      )}
    </section>
  );
}
