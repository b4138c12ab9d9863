// The panel on the left: one at a time, whichever tool is chosen.
import { lazy, Suspense } from 'react';
import { useView } from '../store/view-store.ts';
import { ClocksPanel } from './clocks/clocks-panel.tsx';
import { HelpPanel } from './help-panel.tsx';
import { InboxPanel } from './inbox/inbox-panel.tsx';
import { LayerPanel } from './layer-panel.tsx';
import { NailsPanel } from './nails/nails-panel.tsx';
import { CoveragePanel } from './round/coverage-panel.tsx';
import { SearchPanel } from './search-panel.tsx';
import { SituationPanel } from './situation/situation-panel.tsx';
import { TasksPanel } from './tasks/tasks-panel.tsx';

// The schemas of all reports come with it: loaded when somebody imports.
const ComparePanel = lazy(() =>
  import('./compare/compare-panel.tsx').then((module) => ({ default: module.ComparePanel })),
);
const ImportPanel = lazy(() => import('./import/import-panel.tsx').then((module) => ({ default: module.ImportPanel })));
const ProposePanel = lazy(() =>
  import('./propose/propose-panel.tsx').then((module) => ({ default: module.ProposePanel })),
);
const DrawPanel = lazy(() => import('./draw/draw-panel.tsx').then((module) => ({ default: module.DrawPanel })));
const AddressPanel = lazy(() =>
  import('./addresses/address-panel.tsx').then((module) => ({ default: module.AddressPanel })),
);
const PrintPanel = lazy(() => import('./print/print-panel.tsx').then((module) => ({ default: module.PrintPanel })));
const ShiftPanel = lazy(() => import('./shift/shift-panel.tsx').then((module) => ({ default: module.ShiftPanel })));
const WallsPanel = lazy(() => import('./walls/walls-panel.tsx').then((module) => ({ default: module.WallsPanel })));

export function Drawer() {
  const panel = useView((state) => state.panel);
  switch (panel) {
    case null:
      return null;
    case 'layers':
      return <LayerPanel />;
    case 'situation':
      return <SituationPanel />;
    case 'coverage':
      return <CoveragePanel />;
    case 'clocks':
      return <ClocksPanel />;
    case 'nails':
      return <NailsPanel />;
    case 'tasks':
      return <TasksPanel />;
    case 'propose':
      return (
        <Suspense fallback={null}>
          <ProposePanel />
        </Suspense>
      );
    case 'inbox':
      return <InboxPanel />;
    case 'compare':
      return (
        <Suspense fallback={null}>
          <ComparePanel />
        </Suspense>
      );
    case 'search':
      return <SearchPanel />;
    case 'import':
      return (
        <Suspense fallback={null}>
          <ImportPanel />
        </Suspense>
      );
    case 'addresses':
      return (
        <Suspense fallback={null}>
          <AddressPanel />
        </Suspense>
      );
    case 'draw':
      return (
        <Suspense fallback={null}>
          <DrawPanel />
        </Suspense>
      );
    case 'walls':
      return (
        <Suspense fallback={null}>
          <WallsPanel />
        </Suspense>
      );
    case 'shift':
      return (
        <Suspense fallback={null}>
          <ShiftPanel />
        </Suspense>
      );
    case 'print':
      return (
        <Suspense fallback={null}>
          <PrintPanel />
        </Suspense>
      );
    case 'help':
      return <HelpPanel />;
  }
}
