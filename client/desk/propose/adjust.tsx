// A fence changed by hand: the meter follows every vertex, first by what is known here, then by the server's count with what
// a person must know: beyond the policy's unit, no emergency route, a strong place left out.
import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { situation } from '../../connection/browser-connection.ts';
import type { ApiProblem } from '../../connection/http.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { type Alternative, measureFence, useProposal } from '../../store/proposal-store.ts';
import { measuredArea, number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useDrafts } from '../draw/drafts.ts';
import { cancelEditing, finishEditing, openEditor, type Shape } from '../draw/editor.ts';
import { type Estimate, Estimator } from './estimate.ts';

type Adjusting = {
  readonly shape: Shape;
  readonly estimate: Estimate;
};
/** The line under the hand; null while nobody changes one. */
export const useAdjusting = create<{ readonly now: Adjusting | null }>(() => ({ now: null }));

/** Opens the vertex editor on an alternative; what comes of it stands beside the others as drawn by hand. */
export function adjust(one: Alternative, name: string): void {
  const { chosen, revised, policyId } = useProposal.getState();
  const by = policyId === null ? {} : { policyId };
  const caseIds = [...chosen];
  const estimator = new Estimator(situation.copy, caseIds);
  const follow = (shape: Shape) => useAdjusting.setState({ now: { shape, estimate: estimator.of(shape) } });
  let draft: string | undefined;
  const end = () => {
    useAdjusting.setState({ now: null });
    // It lives on as an alternative; among the drafts of the drawing panel it would be a second copy.
    if (draft !== undefined) useDrafts.getState().remove([draft]);
  };
  draft = openEditor({
    of: { name, geometry: one.geometry as Shape },
    onChange: follow,
    onCancel: end,
    onFinish: (geometry) => {
      end();
      void measureFence({
        geometry,
        caseIds,
        ...by,
        ...(revised?.areaIds === undefined ? {} : { before: revised.areaIds }),
      }).then((answer) => {
        if (answer.ok) useProposal.getState().join({ ...answer.value, id: 'drawn' });
        else useProposal.getState().fail(answer.error);
      });
    },
  });
  if (draft !== undefined) follow(one.geometry as Shape);
}

export function Meter({ now }: { readonly now: Adjusting }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  const { exact, problem } = useExact(now.shape);
  const figures = exact ?? now.estimate;
  const known = (value: number | null) => (value === null ? t('app.unknown') : number(value));
  const cells: readonly (readonly [value: string, name: string])[] = [
    [known(figures.persons), t('fence.persons')],
    [known(figures.households), t('fence.households')],
    [`${number(figures.positives.inside)} / ${number(figures.positives.total)}`, t('fence.positives')],
    [exact === undefined ? '…' : number(exact.gates.length + exact.leaks.length), t('fence.gates')],
    [measuredArea(figures.squareMetres, language), t('fence.area')],
  ];
  return (
    <section className="panel-body propose-body" aria-label={t('fence.meter')}>
      <h3>
        {t('fence.meter')} <span className="muted">{t(exact === undefined ? 'fence.estimate' : 'fence.exact')}</span>
      </h3>
      <dl className="propose-cells propose-meter" data-exact={exact !== undefined}>
        {cells.map(([value, name]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {problem !== undefined && (
        <p className="notice" role="alert">
          {textOf(problem)}
        </p>
      )}
      <ul className="propose-warnings" aria-live="polite">
        {(exact?.warnings ?? []).map(({ code, count }) => (
          <li key={code}>
            <TriangleAlert size={14} aria-hidden />
            <span>{t(`fence.warning.${code}`, { n: number(count) })}</span>
          </li>
        ))}
      </ul>
      <div className="propose-buttons">
        <button type="button" className="button button-primary" onClick={finishEditing}>
          {t('fence.adjusted')}
        </button>
        <button type="button" className="button" onClick={cancelEditing}>
          {t('fence.cancel')}
        </button>
      </div>
    </section>
  );
}

/** The server's count of this very shape; the one of a shape before it is no longer true. */
function useExact(shape: Shape): { readonly exact?: Alternative; readonly problem?: ApiProblem } {
  const { chosen, policyId } = useProposal();
  const [found, setFound] = useState<{ shape: Shape; exact?: Alternative; problem?: ApiProblem }>();
  const asking = useRef<AbortController | undefined>(undefined);
  useEffect(() => {
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    const by = policyId === null ? {} : { policyId };
    void measureFence({ geometry: shape, caseIds: [...chosen], ...by }, mine.signal).then((answer) => {
      if (mine.signal.aborted) return;
      setFound(answer.ok ? { shape, exact: answer.value } : { shape, problem: answer.error });
    });
    return () => mine.abort();
  }, [shape, chosen, policyId]);
  return found?.shape === shape ? found : {};
}
