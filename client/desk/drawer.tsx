// The panel on the left: one at a time, whichever tool is chosen.
import { type ComponentType, lazy, Suspense } from 'react';
import { type Panel, useView } from '../store/view-store.ts';
import { ClocksPanel } from './clocks/clocks-panel.tsx';
import { HelpPanel } from './help-panel.tsx';
import { InboxPanel } from './inbox/inbox-panel.tsx';
import { LayerPanel } from './layer-panel.tsx';
import { NailsPanel } from './nails/nails-panel.tsx';
import { CoveragePanel } from './round/coverage-panel.tsx';
import { SearchPanel } from './search-panel.tsx';
import { SituationPanel } from './situation/situation-panel.tsx';
import { TasksPanel } from './tasks/tasks-panel.tsx';

/** What looks is there at once; what draws, reads files or makes paper is loaded when it is opened. */
const PANELS: { readonly [P in Panel]: ComponentType } = {
  layers: LayerPanel,
  situation: SituationPanel,
  coverage: CoveragePanel,
  clocks: ClocksPanel,
  nails: NailsPanel,
  tasks: TasksPanel,
  inbox: InboxPanel,
  search: SearchPanel,
  help: HelpPanel,
  propose: lazy(() => import('./propose/propose-panel.tsx').then((module) => ({ default: module.ProposePanel }))),
  compare: lazy(() => import('./compare/compare-panel.tsx').then((module) => ({ default: module.ComparePanel }))),
  draw: lazy(() => import('./draw/draw-panel.tsx').then((module) => ({ default: module.DrawPanel }))),
  import: lazy(() => import('./import/import-panel.tsx').then((module) => ({ default: module.ImportPanel }))),
  addresses: lazy(() => import('./addresses/address-panel.tsx').then((module) => ({ default: module.AddressPanel }))),
  walls: lazy(() => import('./walls/walls-panel.tsx').then((module) => ({ default: module.WallsPanel }))),
  shift: lazy(() => import('./shift/shift-panel.tsx').then((module) => ({ default: module.ShiftPanel }))),
  print: lazy(() => import('./print/print-panel.tsx').then((module) => ({ default: module.PrintPanel }))),
};

export function Drawer() {
  const panel = useView((state) => state.panel);
  if (panel === null) return null;
  const Shown = PANELS[panel];
  return (
    <Suspense fallback={null}>
      <Shown />
    </Suspense>
  );
}
