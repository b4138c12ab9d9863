// What the desk adds to the map: marks, the position under the pointer, the ruler; and the buttons for them.
import { Maximize2, Minimize2, Ruler } from 'lucide-react';
import { type ComponentProps, Suspense } from 'react';
import { situation } from '../connection/browser-connection.ts';
import type { Extent } from '../layers/polygons.ts';
import { BoxTool } from '../map/tools/box-tool.tsx';
import { Drawings } from '../map/tools/drawings.tsx';
import { Marks } from '../map/tools/marks.tsx';
import { Measure } from '../map/tools/measure.tsx';
import { Readout } from '../map/tools/readout.tsx';
import { Rings } from '../map/tools/rings.tsx';
import { wordsOf } from '../map/words.ts';
import { useAddressRings } from '../store/address-rings-store.ts';
import { useDrawings } from '../store/drawing-store.ts';
import { useFineAreas } from '../store/fine-area-store.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { useProposal } from '../store/proposal-store.ts';
import { useView } from '../store/view-store.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { toggleFullscreen, useFullscreen } from '../ui/use-fullscreen.ts';
import { useIsDrawing } from './draw/is-drawing.ts';
import { ChangeMarks } from './timeline/change-marks.tsx';

const DrawOnMap = lazyPart(() => import('./draw/draw-on-map.tsx').then((module) => module.DrawOnMap));

type Props = Pick<ComponentProps<typeof Marks>, 'map'>;

/** Cases in a box, by where each is drawn. */
function chooseIn([west, south, east, north]: Extent): void {
  const { add, box } = useProposal.getState();
  const inside = [...situation.copy.all('cases').values()].filter(
    ({ position, status }) =>
      status !== 'excluded' &&
      position !== undefined &&
      position[0] >= west &&
      position[0] <= east &&
      position[1] >= south &&
      position[1] <= north,
  );
  add(inside.map(({ id }) => id));
  box(false);
}

export function MapTools({ map }: Props) {
  const { language, datum, setDatum } = usePreferences();
  const rings = useAddressRings((state) => state.rings);
  const { measure, measuring, pin, selection } = useView();
  const fine = useFineAreas((state) => (selection?.layer === 'areas' ? state.areas.get(selection.id) : undefined));
  const drawings = useDrawings((state) => state.drawings);
  const isBoxing = useProposal((state) => state.isBoxing);
  const { hasDrafts } = useIsDrawing();
  return (
    <>
      <Drawings map={map} drawings={drawings.values()} />
      <ChangeMarks map={map} />
      {isBoxing && <BoxTool map={map} onBox={chooseIn} />}
      {hasDrafts && (
        <Suspense fallback={null}>
          <DrawOnMap map={map} />
        </Suspense>
      )}
      <Marks map={map} pin={pin} outline={fine?.geometry} />
      <Rings map={map} rings={rings} />
      <Readout map={map} language={language} datum={datum} onDatum={setDatum} />
      {measure !== null && (
        <Measure map={map} kind={measure} language={language} onKind={measuring} onEnd={() => measuring(null)} />
      )}
    </>
  );
}

export function MapToolButtons() {
  const language = usePreferences((state) => state.language);
  const { measure, measuring } = useView();
  const isFull = useFullscreen();
  const words = wordsOf(language);
  const screen = isFull ? words.leaveFullscreen : words.fullscreen;
  const Icon = isFull ? Minimize2 : Maximize2;
  return (
    <>
      <button
        type="button"
        aria-label={words.measure}
        aria-pressed={measure !== null}
        aria-keyshortcuts="R"
        title={`${words.measure}  R`}
        onClick={() => measuring(measure === null ? 'line' : null)}
      >
        <Ruler size={17} aria-hidden />
      </button>
      <button type="button" aria-label={screen} aria-keyshortcuts="F" title={`${screen}  F`} onClick={toggleFullscreen}>
        <Icon size={16} aria-hidden />
      </button>
    </>
  );
}
