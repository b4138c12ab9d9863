// Finds a map that has gone blank without any event that says so: a canvas without a size, a style that is gone, a picture of
// which nothing is drawn. A map in a hall hangs for weeks and nobody reloads it.

/** What is looked at; a MapLibre map is one. */
export type Watched = {
  getCanvas(): {
    readonly width: number;
    readonly height: number;
    getContext(name: 'webgl2'): Pixels | null;
  };
  /** a layer that is there as long as the style is */
  getLayer(id: string): unknown;
  triggerRepaint(): unknown;
  once(event: 'render', run: () => void): unknown;
  off(event: 'render', run: () => void): unknown;
};
/** The part of a WebGL context that is used. */
export type Pixels = Pick<
  WebGL2RenderingContext,
  'isContextLost' | 'readPixels' | 'drawingBufferWidth' | 'drawingBufferHeight' | 'RGBA' | 'UNSIGNED_BYTE'
>;

const LOOK_EVERY = 2_000; // wall milliseconds
/** Looks between two that ask for a picture: drawing one is work, and the others cost nothing. */
const PICTURE_EVERY = 10;
/** Looks in a row that have to find nothing: one may fall into a moment between two styles. */
const SURE = 2;
/** Looks that a frame may take to come: on a busy machine it takes seconds, and another map would take as long. */
const PATIENT = 12;
const GROUND = 'ground';

/**
 * @param isHidden nobody sees the page: it draws nothing then, and need not
 * @param blank called once; the map has to be made again
 * @returns how to stop
 */
export function watchBlank(map: Watched, isHidden: () => boolean, blank: () => void): () => void {
  let [looks, found, isDone] = [0, 0, false];
  /** looks since a picture was asked for; 0 once a frame has come */
  let waited = 0;
  let pictureIsEmpty = false;
  const onRender = () => {
    waited = 0;
    pictureIsEmpty = isEmpty(map);
  };
  const look = () => {
    if (isDone || isHidden()) return;
    looks += 1;
    const { width, height } = map.getCanvas();
    if (waited > 0) waited += 1;
    const isStuck = waited > PATIENT;
    const isWrong = width === 0 || height === 0 || map.getLayer(GROUND) === undefined || isStuck || pictureIsEmpty;
    found = isWrong ? found + 1 : 0;
    if (found > SURE) {
      isDone = true;
      blank();
      return;
    }
    if (waited === 0 && (isWrong || looks % PICTURE_EVERY === 0)) {
      waited = 1;
      map.once('render', onRender);
      map.triggerRepaint();
    }
  };
  const timer = setInterval(look, LOOK_EVERY);
  return () => {
    isDone = true;
    clearInterval(timer);
    map.off('render', onRender);
  };
}

/** The ground is painted everywhere: a middle that is see-through was not drawn. Only right after a frame can it be read. */
function isEmpty(map: Watched): boolean {
  const gl = map.getCanvas().getContext('webgl2');
  if (gl === null || gl.isContextLost()) return true;
  const pixel = new Uint8Array(4);
  gl.readPixels(gl.drawingBufferWidth >> 1, gl.drawingBufferHeight >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return pixel[3] === 0;
}
