// One alternative in detail: what it would take, what a person must know of it, and the evidence of each of its pieces.
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../store/preferences-store.ts';
import type { Alternative } from '../../store/proposal-store.ts';
import { measuredArea, number } from '../../ui/format.ts';
import { AreaName } from '../inspector/area-name.tsx';
import { CaseLink, placeWord } from '../inspector/case-link.tsx';
import { Difference } from '../inspector/zone/steps/difference.tsx';

/** Pieces shown before somebody asks for all. */
const FIRST = 5;

export function AlternativeDetail({ one }: { readonly one: Alternative }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const known = (value: number | null) => (value === null ? t('app.unknown') : number(value));
  const cells: readonly (readonly [value: string, name: string])[] = [
    [known(one.desks), t('fence.desks')],
    [known(one.rooms), t('fence.rooms')],
    [measuredArea(one.squareMetres, language), t('fence.area')],
    [`${Math.floor(100 * one.confidence)}%`, t('fence.confidence')],
  ];
  return (
    <>
      <dl className="propose-cells">
        {cells.map(([value, name]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {one.diff !== undefined && (
        <>
          <h3>{t('fence.against')}</h3>
          <Difference diff={one.diff} />
        </>
      )}
      <h3>{t('fence.warnings')}</h3>
      <ul className="propose-warnings">
        {one.warnings.length === 0 && <li className="muted">{t('fence.none')}</li>}
        {one.warnings.map(({ code, count }) => (
          <li key={code}>
            <TriangleAlert size={14} aria-hidden />
            <span>{t(`fence.warning.${code}`, { n: number(count) })}</span>
          </li>
        ))}
      </ul>
      <Evidence one={one} />
    </>
  );
}

function Evidence({ one }: { readonly one: Alternative }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const [isOpen, setOpen] = useState(false);
  const pieces = [...Map.groupBy(one.evidence, ({ areaId }) => areaId)].sort((a, b) => b[1].length - a[1].length);
  const shown = isOpen ? pieces : pieces.slice(0, FIRST);
  return (
    <>
      <h3>{t('fence.evidence')}</h3>
      {pieces.length === 0 && <p className="panel-note">{t('fence.evidenceNone')}</p>}
      <ul className="propose-evidence">
        {shown.map(([areaId, evidence]) => (
          <li key={areaId}>
            <AreaName id={areaId} />
            <ul>
              {bySaying(evidence).map(({ key, caseId, place, strength, times }) => (
                <li key={key}>
                  <CaseLink id={caseId} />{' '}
                  <span className="muted">
                    {placeWord(place, language)} · {t(strength === 'strong' ? 'fence.strong' : 'fence.weak')}
                    {times > 1 && ` · ${t('fence.times', { n: number(times) })}`}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {pieces.length > FIRST && !isOpen && (
        <button type="button" className="value-link" onClick={() => setOpen(true)}>
          {t('fence.more', { n: number(pieces.length - FIRST) })}
        </button>
      )}
    </>
  );
}

/** Somebody who was in the same place twice is named once, and how often. */
const bySaying = (evidence: Alternative['evidence']) =>
  [...Map.groupBy(evidence, ({ caseId, place, strength }) => `${caseId} ${place} ${strength}`)].flatMap(
    ([key, [one, ...again]]) => (one === undefined ? [] : [{ ...one, key, times: again.length + 1 }]),
  );
