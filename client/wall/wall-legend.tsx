// What the wall's map shows, at the size of a hall: the kinds that matter from five metres, and no row for what is not there.
import { useTranslation } from 'react-i18next';
import { RESPONSE_STEPS } from '#shared/domain/clock/case-clocks.ts';
import type { Layer } from '#shared/situation.ts';
import type { Site } from '#shared/subject/site.ts';
import { situation } from '../connection/browser-connection.ts';
import { MISSING_BOUNDS, type RoundCoverage } from '../layers/coverage.ts';
import { legendEntries } from '../map/legend-entries.ts';
import { wordsOf } from '../map/words.ts';
import { useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import type { SymbolKind } from '../ui/symbols/drawings.ts';
import { Symbol as Sign } from '../ui/symbols/symbol.tsx';

/** From nearly all uploaded to hardly any; ground of which nobody told has a pattern of its own on the map. */
const CLASSES = [...MISSING_BOUNDS.keys(), MISSING_BOUNDS.length];

const ZONES = [
  { look: 'high', level: 'high', isPending: false },
  { look: 'fence', level: 'pollutedArea', isPending: false },
  { look: 'medium', level: 'medium', isPending: false },
] as const;

/** Kinds of sites in the order of what a commander asks for first. */
const SITES = ['quarantine', 'testing', 'laboratory', 'clinic', 'depot'] as const;
/** How a step of a response is drawn in the columns (wall.css). */
const KEYS = ['done', 'open', 'late'] as const;

type Props = {
  readonly visible: ReadonlySet<Layer>;
  /** those that the scene is about; all without */
  readonly sites?: readonly Site['type'][] | undefined;
  readonly coverage?: RoundCoverage;
};

export function WallLegend({ visible, sites: types = SITES, coverage }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  useVersion('zones', 'cases', 'checkpoints', 'sites');
  const { copy } = situation;
  const levels = new Set(
    [...copy.all('zones').values()].flatMap(({ status, level }) => (status === 'active' ? [level] : [])),
  );
  const sites = new Set([...copy.all('sites').values()].flatMap(({ type }) => (types.includes(type) ? type : [])));
  const kinds: SymbolKind[] = [];
  if (visible.has('cases') && copy.all('cases').size > 0)
    kinds.push('caseCommunity', 'caseIsolation', 'caseCluster', 'nail');
  if (visible.has('checkpoints') && copy.all('checkpoints').size > 0) kinds.push('checkpoint');
  for (const type of SITES) if (visible.has('sites') && sites.has(type)) kinds.push(type);
  if (visible.has('sites') && sites.size > 0) kinds.push('pip');
  if (visible.has('positions') && copy.all('positions').size > 0) kinds.push('team');
  const entries = legendEntries({ kinds, zones: ZONES.filter(({ level }) => levels.has(level)) }, language);
  const hasCoverage = visible.has('areaTests') && (coverage?.areas.size ?? 0) > 0;
  if (entries.length === 0 && !hasCoverage) return null;
  return (
    <ul className="wall-legend" aria-label={t('wall.legend')}>
      {entries.map(({ key, kind, state, text }) => (
        <li key={key}>
          <Sign kind={kind} size={28} {...state} />
          {text}
        </li>
      ))}
      {hasCoverage && (
        <li className="wall-ramp">
          {wordsOf(language).coverage[coverage?.step ?? 'uploaded']}
          <span className="wall-ramp-end">0</span>
          {CLASSES.map((of) => (
            <i key={of} data-class={of} />
          ))}
          <span className="wall-ramp-end">100%</span>
        </li>
      )}
      <li className="wall-steps wall-keys">
        {t('wall.clocks.title')}
        {RESPONSE_STEPS.map((step) => (
          <span key={step}>
            <i aria-hidden>{t(`wall.clocks.letters.${step}`)}</i> {t(`wall.clocks.words.${step}`)}
          </span>
        ))}
      </li>
      <li className="wall-steps wall-keys">
        {KEYS.map((key) => (
          <span key={key}>
            <i data-step={key} aria-hidden /> {t(`wall.keys.${key}`)}
          </span>
        ))}
        <span>{t('wall.keys.provisional')}</span>
        {hasCoverage && <span>{t('wall.keys.pace')}</span>}
      </li>
    </ul>
  );
}
