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
  /** by a hand or in flight */
  isMoving(): boolean;
  triggerRepaint(): unknown;
  once(event: 'render', run: () => void): unknown;
  off(event: 'render', run: () => void): unknown;
};
/** The part of a WebGL context that is used. */
export type Pixels = Pick<
  WebGL2RenderingContext,
  | 'isContextLost'
  | 'readPixels'
  | 'createBuffer'
  | 'bindBuffer'
  | 'bufferData'
  | 'getBufferSubData'
  | 'deleteBuffer'
  | 'fenceSync'
  | 'getSyncParameter'
  | 'deleteSync'
  | 'flush'
  | 'drawingBufferWidth'
  | 'drawingBufferHeight'
  | 'RGBA'
  | 'UNSIGNED_BYTE'
  | 'PIXEL_PACK_BUFFER'
  | 'STREAM_READ'
  | 'SYNC_GPU_COMMANDS_COMPLETE'
  | 'SYNC_STATUS'
  | 'SIGNALED'
>;

const LOOK_EVERY = 2_000; // wall milliseconds
/** Looks between two that ask for a picture: drawing one is work, and the others cost nothing. */
const PICTURE_EVERY = 10;
/** Looks in a row that have to find nothing: one may fall into a moment between two styles. */
const SURE = 2;
/** Looks that a frame may take to come: on a busy machine it takes seconds, and another map would take as long. */
const PATIENT = 12;
/** A machine on which map after map is late is slow, not broken: each map has twice the time of the one before, so often. */
const MOST_DOUBLED = 5;
const GROUND = 'ground';

type Watch = {
  /** nobody sees the page: it draws nothing then, and need not */
  readonly isHidden: () => boolean;
  /** called once; the map has to be made again */
  readonly blank: () => void;
  /** maps that this one follows on the same page */
  readonly generation: number;
};

/** @returns how to stop */
export function watchBlank(map: Watched, { isHidden, blank, generation }: Watch): () => void {
  const patient = PATIENT * 2 ** Math.min(generation, MOST_DOUBLED);
  let [looks, found, isDone] = [0, 0, false];
  /** looks since a frame was asked for, then since it came and its pixel was; 0 once that has been looked at */
  let waited = 0;
  let pictureIsEmpty = false;
  let picture: Picture | undefined;
  const onRender = () => {
    waited = 1; // the page draws; the card has its own time
    picture = take(map);
  };
  const look = () => {
    if (isDone || isHidden()) return;
    looks += 1;
    const { width, height } = map.getCanvas();
    if (waited > 0) waited += 1;
    // While a hand moves the map frames queue on the card, and fetching even a picture that is done waits behind them: where
    // drawing is done in software for a third of a second. A map that never comes to rest is looked at all the same.
    const seen = map.isMoving() && waited < patient ? undefined : picture?.isEmpty();
    if (seen !== undefined) {
      picture = undefined;
      waited = 0;
      pictureIsEmpty = seen;
    }
    const isStuck = waited > patient;
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

/** One pixel on its way from the graphics card. */
type Picture = {
  /** undefined as long as the card has not come to it */
  isEmpty(): boolean | undefined;
};

const EMPTY: Picture = { isEmpty: () => true };

/**
 * The ground is painted everywhere: a middle that is see-through was not drawn. Only right after a frame can it be read.
 * It is asked for and fetched at a later look: waiting for it would hold the page until the card has drawn all it was given
 * (measured where drawing is done in software: half a second, three times a minute).
 */
function take(map: Watched): Picture {
  const gl = map.getCanvas().getContext('webgl2');
  if (gl === null || gl.isContextLost()) return EMPTY;
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
  gl.bufferData(gl.PIXEL_PACK_BUFFER, 4, gl.STREAM_READ);
  gl.readPixels(gl.drawingBufferWidth >> 1, gl.drawingBufferHeight >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, 0);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  gl.flush();
  return {
    isEmpty: () => {
      if (fence === null || gl.isContextLost()) return true;
      if (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) return undefined;
      const pixel = new Uint8Array(4);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
      gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, pixel);
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
      gl.deleteSync(fence);
      gl.deleteBuffer(buffer);
      return pixel[3] === 0;
    },
  };
}
