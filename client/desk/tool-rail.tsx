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
  // Cases that no fence can be drawn by: in sight whatever is open.
  const unsettled = useUnsettled();
  const open = unsettled.total > 99 ? '99+' : String(unsettled.total);
  return (
    <nav className="tool-rail" aria-label={t('desk.tools')}>
      {PANELS.map((name) => {
        const Icon = ICONS[name];
        const key = PANEL_KEYS[name];
        // The count is part of the name: who cannot see the badge hears it.
        const label =
          name === 'addresses' && unsettled.total > 0
            ? `${t('desk.addresses')} · ${t('addresses.badge', { n: open, notOnMap: unsettled.notOnMap })}`
            : t(`desk.${name}`);
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
            {name === 'inbox' && <InboxCount />}
            {name === 'addresses' && unsettled.total > 0 && (
              <span className="tool-count" aria-hidden>
                {open}
              </span>
            )}
          </button>
        );
      })}
    </nav>
  );
}

function InboxCount() {
  const { t } = useTranslation();
  const { length } = useInbox();
  if (length === 0) return null;
  return (
    <span className="tool-count" role="img" aria-label={t('fence.inbox.count', { n: length })}>
      {length}
    </span>
  );
}
