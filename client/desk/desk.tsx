// The desk: the map is the page; tools and layers float on its left, what is selected on its right.
import './desk.css';
import { Suspense, useEffect } from 'react';
import { connection } from '../connection/browser-connection.ts';
import { DESK_EN, DESK_ZH } from '../i18n/desk-texts.ts';
import { addTexts } from '../i18n/i18n.ts';
import { followAddress, useView } from '../store/view-store.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { DeskMap } from './desk-map.tsx';
import { Drawer } from './drawer.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { Hints } from './hints.tsx';
import { FileDrop } from './import/file-drop.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { useShortcuts } from './shortcuts.ts';
import { SieveChip } from './table/sieve-chip.tsx';
import { PastBanner } from './timeline/past-banner.tsx';
import { Timeline } from './timeline/timeline.tsx';
import { ToolRail } from './tool-rail.tsx';
import { TopBar } from './top-bar.tsx';

addTexts({ zh: DESK_ZH, en: DESK_EN });

// Each needs a library of its own: loaded with its first use.
const Palette = lazyPart(() => import('./palette/palette.tsx').then((module) => module.Palette));
const TableDock = lazyPart(() => import('./table/table-dock.tsx').then((module) => module.TableDock));

export function Desk() {
  useEffect(followAddress, []);
  useShortcuts();
  useTimeTravel();
  const panel = useView((state) => state.panel);
  const hasSelection = useView((state) => state.selection !== null);
  const hasDock = useView((state) => state.list !== null && state.dock > 0);
  const hasPalette = useView((state) => state.isPaletteOpen);
  const hasList = useView((state) => state.list !== null);
  const hasTimeline = useView((state) => state.isTimelineOpen);
  return (
    <FileDrop>
      <div
        className="desk"
        data-drawer={panel ?? 'none'}
        data-inspector={hasSelection}
        data-timeline={hasTimeline}
        data-dock={hasDock}
      >
        <TopBar />
        <ToolRail />
        <main className="desk-main">
          <DeskMap />
          <PastBanner />
          <Timeline />
          <Hints />
          <Drawer />
          <Inspector />
          <ExportDialog />
          <SieveChip />
          <Suspense fallback={null}>{hasList && <TableDock />}</Suspense>
          <Suspense fallback={null}>{hasPalette && <Palette />}</Suspense>
        </main>
      </div>
    </FileDrop>
  );
}

/** The moment in the address is the one the connection holds; who leaves the desk leaves the past as well. */
function useTimeTravel(): void {
  const time = useView((state) => state.time);
  const by = useView((state) => state.by);
  useEffect(() => connection.visit(time ?? undefined, by), [time, by]);
  useEffect(() => () => connection.visit(), []);
}
