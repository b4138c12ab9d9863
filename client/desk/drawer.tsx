// The panel on the left: one at a time, whichever tool is chosen.
import { type ComponentType, Suspense } from 'react';
import { type Panel, useView } from '../store/view-store.ts';
import { lazyPart } from '../ui/lazy-part.ts';
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
  propose: lazyPart(() => import('./propose/propose-panel.tsx').then((module) => module.ProposePanel)),
  compare: lazyPart(() => import('./compare/compare-panel.tsx').then((module) => module.ComparePanel)),
  teams: lazyPart(() => import('./teams/teams-panel.tsx').then((module) => module.TeamsPanel)),
  draw: lazyPart(() => import('./draw/draw-panel.tsx').then((module) => module.DrawPanel)),
  import: lazyPart(() => import('./import/import-panel.tsx').then((module) => module.ImportPanel)),
  addresses: lazyPart(() => import('./addresses/address-panel.tsx').then((module) => module.AddressPanel)),
  walls: lazyPart(() => import('./walls/walls-panel.tsx').then((module) => module.WallsPanel)),
  shift: lazyPart(() => import('./shift/shift-panel.tsx').then((module) => module.ShiftPanel)),
  print: lazyPart(() => import('./print/print-panel.tsx').then((module) => module.PrintPanel)),
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
