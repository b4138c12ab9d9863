// A fence, from the cases it is for to a draft of it: choose, compare what the engine draws, take the least that suffices.
import '../inspector/zone/steps/steps.css';
import './propose.css';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { useDrawings } from '../../store/drawing-store.ts';
import { shownOf, useProposal } from '../../store/proposal-store.ts';
import { useSession } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { number } from '../../ui/format.ts';
import { boundsOf, middleOf, placeOf, zoomFor } from '../../ui/place-of.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { Presence } from '../inspector/zone/steps/presence.tsx';
import { PanelHead } from '../panel-head.tsx';
import { useAdjusting } from './adjust.tsx';
import { Alternatives } from './alternatives.tsx';
import { ChooseCases } from './choose-cases.tsx';

const OWNER = 'proposal';

export function ProposePanel() {
  const { t } = useTranslation();
  const seesCases = useSession(({ session }) => session.state === 'in' && session.account.classes.includes('L2'));
  const revised = useProposal((state) => state.revised);
  useOnMap();
  return (
    <section className="panel drawer drawer-propose" aria-label={t('fence.title')}>
      <PanelHead title={t('fence.title')} />
      {revised !== null && (
        <div className="propose-revised">
          <p>{t('fence.revising', { name: revised.name ?? revised.id })}</p>
          <Presence zoneId={revised.id} isChanging />
        </div>
      )}
      {seesCases ? <Steps /> : <p className="list-empty">{t('fence.noRight')}</p>}
    </section>
  );
}

function Steps() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { asked, chosen, back, ask } = useProposal();
  if (asked.state === 'choosing')
    return (
      <>
        <p className="panel-note propose-what">{t('fence.what')}</p>
        <ChooseCases />
      </>
    );
  if (asked.state === 'asking')
    return (
      <div className="propose-wait" role="status">
        <progress aria-label={t('fence.asking', { n: number(chosen.size) })} />
        <p>{t('fence.asking', { n: number(chosen.size) })}</p>
        <button type="button" className="button" onClick={back}>
          {t('fence.cancel')}
        </button>
      </div>
    );
  if (asked.state === 'failed')
    return (
      <div className="propose-wait" role="alert">
        <p className="notice">
          <strong>{t('fence.failed')}</strong>
          <br />
          {asked.problem.code === 'invalid-value' ? t('fence.failedHint') : textOf(asked.problem)}
        </p>
        <div className="propose-buttons">
          <button type="button" className="button" onClick={back}>
            {t('fence.change')}
          </button>
          <button type="button" className="button button-primary" onClick={() => void ask()}>
            {t('fence.again')}
          </button>
        </div>
      </div>
    );
  return <Alternatives alternatives={asked.alternatives} />;
}

/** The cases that were taken, and the alternative that is looked at, with its openings. */
function useOnMap(): void {
  const { chosen, asked, hovered, taken } = useProposal();
  const { put, drop } = useDrawings();
  // While a line is under the hand the drawing tool shows it; beside it the old one would be in the way.
  const isAdjusting = useAdjusting((state) => state.now !== null);
  const shown = isAdjusting ? undefined : shownOf({ asked, hovered, taken });
  useEffect(() => {
    const cases = [...chosen].flatMap((id) => {
      const place = placeOf(situation.copy, 'cases', id);
      return place === undefined ? [] : [{ position: middleOf(place), kind: 'chosen' as const }];
    });
    put(OWNER, {
      outlines: shown === undefined ? [] : [{ geometry: shown.geometry, as: 'draft' }],
      marks: [
        ...cases,
        ...(shown?.gates ?? []).map(({ position }) => ({ position, kind: 'gate' as const })),
        ...(shown?.leaks ?? []).map(({ position }) => ({ position, kind: 'leak' as const })),
      ],
    });
  }, [chosen, shown, put]);
  // What was drawn may lie anywhere: the map goes there once, not with every row that is looked at.
  useEffect(() => {
    if (asked.state !== 'answered' || asked.isSeen) return;
    const first = asked.alternatives[0];
    if (first === undefined) return;
    const bounds = boundsOf(first.geometry);
    useView.getState().fly({ position: middleOf({ bounds }), zoom: zoomFor(bounds) });
    useProposal.getState().seen();
  }, [asked]);
  useEffect(
    () => () => {
      drop(OWNER);
      useProposal.getState().box(false);
    },
    [drop],
  );
}
