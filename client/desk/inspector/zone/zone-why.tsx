// Why each piece is inside: its people, and the cases that stand for it, as far as this reader may see them.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceShown } from '#shared/domain/fence/propose.ts';
import type { Entities } from '#shared/situation.ts';
import { POLICY_TERMS } from '#shared/terms/policies.ts';
import { term } from '#shared/terms.ts';
import { useVersion } from '../../../store/hooks.ts';
import { usePreferences } from '../../../store/preferences-store.ts';
import { useSession } from '../../../store/session-store.ts';
import { number } from '../../../ui/format.ts';
import { AreaName } from '../area-name.tsx';
import { CaseLink, placeWord } from '../case-link.tsx';
import type { HeldShown } from './answers.ts';

type Props = { readonly zone: Entities['zones']; readonly held: HeldShown | undefined };
/** Pieces shown before somebody asks for all. */
const FIRST = 6;

export function ZoneWhy({ zone, held }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const [isOpen, setOpen] = useState(false);
  const seesCases = useSession(({ session }) => session.state === 'in' && session.account.classes.includes('L2'));
  useVersion('areas');
  const pieces = held?.pieces ?? [];
  const byArea = Map.groupBy(held?.evidence ?? [], ({ areaId }) => areaId);
  const most = pieces.toSorted((a, b) => (byArea.get(b.areaId)?.length ?? 0) - (byArea.get(a.areaId)?.length ?? 0));
  const shown = isOpen ? most : most.slice(0, FIRST);
  return (
    <section className="zone-part">
      <h3>{t('engine.zone.why')}</h3>
      {zone.policyId !== undefined && (
        <p title={zone.policyVersion === undefined ? undefined : `${t('engine.zone.version')} ${zone.policyVersion}`}>
          {t('engine.zone.policy')} {term(POLICY_TERMS, zone.policyId, language)}
          {zone.policyVersion !== undefined && <span className="value-age">{zone.policyVersion.slice(0, 8)}</span>}
        </p>
      )}
      {zone.reason !== undefined && <p>{zone.reason}</p>}
      {held?.confidence != null && (
        <p className="panel-note">
          {t('engine.zone.pieces', { n: number(pieces.length) })} ·{' '}
          {t('engine.zone.known', { n: Math.floor(100 * held.confidence) })}
        </p>
      )}
      {zone.caseIds === undefined && zone.recorded !== true && (
        <p className="panel-note">{t(seesCases ? 'engine.zone.noEvidence' : 'engine.zone.hidden')}</p>
      )}
      <ul className="zone-pieces">
        {shown.map(({ areaId, persons, households }) => (
          <li key={areaId}>
            <p className="zone-piece">
              <AreaName id={areaId} />
              <span className="muted">
                {persons === null ? t('app.unknown') : number(persons)} {t('engine.zone.persons')} ·{' '}
                {households === null ? t('app.unknown') : number(households)} {t('engine.zone.households')}
              </span>
            </p>
            <Evidence evidence={byArea.get(areaId) ?? []} />
          </li>
        ))}
      </ul>
      {pieces.length > FIRST && (
        <button type="button" className="value-link" onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('inspector.less') : t('inspector.more', { n: number(pieces.length) })}
        </button>
      )}
    </section>
  );
}

/** Cases shown of one piece before they are only counted. */
const CASES = 4;

function Evidence({ evidence }: { readonly evidence: readonly EvidenceShown[] }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const byCase = [...Map.groupBy(evidence, ({ caseId }) => caseId)];
  if (byCase.length === 0) return null;
  return (
    <ul className="zone-evidence">
      {byCase.slice(0, CASES).map(([caseId, places]) => (
        <li key={caseId}>
          <CaseLink id={caseId} />{' '}
          <span className="muted">
            {[...new Set(places.map(({ place }) => placeWord(place, language)))].join(' · ')}
          </span>
        </li>
      ))}
      {byCase.length > CASES && <li className="muted">{t('engine.zone.others', { n: byCase.length - CASES })}</li>}
    </ul>
  );
}
