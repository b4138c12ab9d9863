// What the wall's map shows, at the size of a hall: the kinds that matter from five metres, and no row for what is not there.
import { useTranslation } from 'react-i18next';
import type { Layer } from '#shared/situation.ts';
import { situation } from '../connection/browser-connection.ts';
import { legendEntries } from '../map/legend-entries.ts';
import { useVersion } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import type { SymbolKind } from '../ui/symbols/drawings.ts';
import { Symbol as Sign } from '../ui/symbols/symbol.tsx';

const ZONES = [
  { look: 'high', level: 'high', isPending: false },
  { look: 'fence', level: 'pollutedArea', isPending: false },
  { look: 'medium', level: 'medium', isPending: false },
] as const;

export function WallLegend({ visible }: { readonly visible: ReadonlySet<Layer> }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  useVersion('zones', 'cases', 'checkpoints', 'sites');
  const { copy } = situation;
  const levels = new Set(
    [...copy.all('zones').values()].flatMap(({ status, level }) => (status === 'active' ? [level] : [])),
  );
  const sites = new Set([...copy.all('sites').values()].map(({ type }) => type));
  const kinds: SymbolKind[] = [];
  if (visible.has('cases') && copy.all('cases').size > 0) kinds.push('caseCommunity', 'caseIsolation', 'nail');
  if (visible.has('checkpoints') && copy.all('checkpoints').size > 0) kinds.push('checkpoint');
  for (const type of ['quarantine', 'testing'] as const) if (visible.has('sites') && sites.has(type)) kinds.push(type);
  const entries = legendEntries({ kinds, zones: ZONES.filter(({ level }) => levels.has(level)) }, language);
  if (entries.length === 0) return null;
  return (
    <ul className="wall-legend" aria-label={t('wall.legend')}>
      {entries.map(({ key, kind, state, text }) => (
        <li key={key}>
          <Sign kind={kind} size={28} {...state} />
          {text}
        </li>
      ))}
    </ul>
  );
}
