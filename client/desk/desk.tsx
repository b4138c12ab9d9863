// The desk: the map is the page; tools and layers float on its left, what is selected on its right.
import './desk.css';
import { useEffect } from 'react';
import { followAddress, useView } from '../store/view-store.ts';
import { DeskMap } from './desk-map.tsx';
import { Drawer } from './drawer.tsx';
import { FileDrop } from './import/file-drop.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { useShortcuts } from './shortcuts.ts';
import { ToolRail } from './tool-rail.tsx';
import { TopBar } from './top-bar.tsx';

export function Desk() {
  useEffect(followAddress, []);
  useShortcuts();
  const panel = useView((state) => state.panel);
  const hasSelection = useView((state) => state.selection !== null);
  return (
    <FileDrop>
      <div className="desk" data-drawer={panel ?? 'none'} data-inspector={hasSelection}>
        <TopBar />
        <ToolRail />
        <main className="desk-main">
          <DeskMap />
          <Drawer />
          <Inspector />
        </main>
      </div>
    </FileDrop>
  );
}
