// The cases in the lasso: how many, and a draft around them.
import { useTranslation } from 'react-i18next';
import { convexHull } from '#shared/geo/shapes.ts';
import { useProposal } from '../../store/proposal-store.ts';
import { useView } from '../../store/view-store.ts';
import { number } from '../../ui/format.ts';
import { newName } from './actions.ts';
import { useDrafts } from './drafts.ts';
import { useDraw } from './draw-store.ts';
import { runEdit } from './run-edit.ts';
import { useTexts } from './use-texts.ts';

export function LassoFound() {
  const { t } = useTexts();
  const { t: words } = useTranslation();
  const { lasso, margin, set } = useDraw();
  if (lasso === null) return null;
  const around = async () => {
    const hull = convexHull(lasso.places);
    const [first] = lasso.places;
    if (first === undefined) return;
    const width = 2 * Math.max(1, Math.abs(margin));
    // Fewer than three places, or all on one line, have no inside: a margin around the line that joins them has.
    const isFlat = hull.length === 0;
    const line = lasso.places.length === 1 ? [first, [first[0] + 1e-7, first[1]] as [number, number]] : lasso.places;
    set({ busy: 'buffer', notice: null });
    const answer = isFlat
      ? await runEdit('corridor', { line, width })
      : await runEdit('buffer', { shape: { type: 'Polygon', coordinates: [hull] }, metres: width / 2 });
    set({ busy: null });
    if (answer === 'called-off') return;
    if (!answer.ok) return set({ notice: { kind: 'failed', error: answer.error } });
    const [geometry] = answer.value;
    if (geometry !== undefined) useDrafts.getState().add(newName(), geometry, { cases: lasso.cases.join(' ') }, 'draw');
    set({ lasso: null });
  };
  const propose = () => {
    useProposal.getState().add(lasso.cases);
    set({ lasso: null });
    useView.getState().openPanel('propose');
  };
  const hasCases = lasso.cases.length > 0;
  return (
    <div className="draw-picker" role="status">
      <p>
        <strong>{hasCases ? t('lasso.found', { n: number(lasso.cases.length) }) : t('lasso.none')}</strong>
      </p>
      <div className="draw-buttons">
        {hasCases && (
          <>
            <button type="button" className="button button-primary" onClick={() => void around()}>
              {t('lasso.around')}
            </button>
            <button type="button" className="button" onClick={propose}>
              {words('fence.title')}
            </button>
          </>
        )}
        <button type="button" className="button" onClick={() => set({ lasso: null })}>
          {t('lasso.clear')}
        </button>
      </div>
    </div>
  );
}
