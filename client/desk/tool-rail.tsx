// The tools, one column of buttons; each opens its panel, and closes it again.
import './tool-rail.css';
import './inbox/inbox.css';
import {
  ClipboardList,
  FileUp,
  Gauge,
  Inbox,
  Keyboard,
  Layers,
  ListChecks,
  MapPin,
  MapPinned,
  Monitor,
  PencilRuler,
  Printer,
  Scale,
  Search,
  SquareDashedMousePointer,
  TestTubes,
  Timer,
  Users,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { type Panel, useView } from '../store/view-store.ts';
import { useUnsettled } from './addresses/use-unsettled.ts';
import { PANEL_KEYS, PANELS } from './commands.ts';
import { useInbox } from './inbox/use-inbox.ts';

type Icon = ComponentType<{ readonly size?: number; readonly strokeWidth?: number }>;
const ICONS: { readonly [P in Panel]: Icon } = {
  layers: Layers,
  situation: Gauge,
  coverage: TestTubes,
  clocks: Timer,
  nails: MapPin,
  tasks: ListChecks,
  teams: Users,
  propose: SquareDashedMousePointer,
  compare: Scale,
  inbox: Inbox,
  search: Search,
  import: FileUp,
  addresses: MapPinned,
  draw: PencilRuler,
  walls: Monitor,
  print: Printer,
  shift: ClipboardList,
  help: Keyboard,
};

export function ToolRail() {
  const { t } = useTranslation();
  const { panel, openPanel } = useView();
  const counts = useCounts();
  return (
    <nav className="tool-rail" aria-label={t('desk.tools')}>
      {PANELS.map((name) => {
        const Icon = ICONS[name];
        const key = PANEL_KEYS[name];
        const badge = counts[name];
        // The count is part of the name: who cannot see the badge hears it.
        const label = badge === undefined ? t(`desk.${name}`) : `${t(`desk.${name}`)} · ${badge.said}`;
        return (
          <button
            key={name}
            type="button"
            className="tool"
            aria-pressed={panel === name}
            aria-label={label}
            aria-keyshortcuts={key}
            title={`${label}  ${key}`}
            onClick={() => openPanel(panel === name ? null : name)}
          >
            <Icon size={19} strokeWidth={1.75} />
            {badge !== undefined && (
              <span className="tool-count" aria-hidden>
                {badge.count}
              </span>
            )}
          </button>
        );
      })}
    </nav>
  );
}

type Count = { readonly count: string; readonly said: string };

/** Zones that wait for who is signed in, and cases that no fence can be drawn by: in sight whatever is open. */
function useCounts(): { readonly [P in Panel]?: Count } {
  const { t } = useTranslation();
  const { total, notOnMap } = useUnsettled();
  const { length } = useInbox();
  return {
    ...(length === 0 ? {} : { inbox: { count: shown(length), said: t('fence.inbox.count', { n: shown(length) }) } }),
    ...(total === 0
      ? {}
      : { addresses: { count: shown(total), said: t('addresses.badge', { n: shown(total), notOnMap }) } }),
  };
}

const shown = (count: number): string => (count > 99 ? '99+' : String(count));
