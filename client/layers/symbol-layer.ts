// Symbols from an atlas and soft circles, four vertices each, from a buffer of records that is written in place.
import { type DefaultProps, Layer, type LayerProps, project32, type UpdateParameters } from '@deck.gl/core';
import type { Buffer, Texture } from '@luma.gl/core';
import { Geometry, Model } from '@luma.gl/engine';
import { FADES_OVER, FAINTEST } from './case-rows.ts';
import { SYMBOL_STRIDE, toHours } from './packing.ts';
import { bufferOf, uploaded } from './record-upload.ts';
import type { RowBuffer } from './row-buffer.ts';
import { SYMBOL_FRAGMENT, SYMBOL_VERTEX } from './symbol-shaders.ts';

const BLOCK = `layout(std140) uniform symbolsUniforms {
  float scale;
  float zoom;
  float room;
  float metres;
  float hour;
  float fade;
  float faintest;
} symbols;
`;
const symbolsModule = {
  name: 'symbols',
  vs: BLOCK,
  fs: BLOCK,
  uniformTypes: {
    scale: 'f32',
    zoom: 'f32',
    room: 'f32',
    metres: 'f32',
    hour: 'f32',
    fade: 'f32',
    faintest: 'f32',
  },
} as const;

export type SymbolProps = {
  rows: RowBuffer;
  /** the drawings; without them rows are soft circles with sizes in metres */
  atlas?: HTMLCanvasElement | null;
  /** on-screen pixels of a cell of the atlas for each pixel of the symbol in it */
  room?: number;
  /** factor on sizes and offsets */
  scale?: number;
  zoom?: number;
  /** milliseconds by the situation's clock */
  now?: () => number;
};

export class SymbolLayer extends Layer<Required<SymbolProps>> {
  static override layerName = 'SymbolLayer';
  static override defaultProps: DefaultProps<LayerProps & SymbolProps> = {
    rows: { type: 'object', value: null as never, compare: true },
    atlas: { type: 'object', value: null, compare: true },
    room: { type: 'number', value: 1 },
    scale: { type: 'number', value: 1, min: 0 },
    zoom: { type: 'number', value: 0 },
    now: { type: 'function', value: () => 0, compare: true },
  };
  declare state: { model?: Model; buffer?: Buffer; texture?: Texture };

  override getShaders() {
    return super.getShaders({ vs: SYMBOL_VERTEX, fs: SYMBOL_FRAGMENT, modules: [project32, symbolsModule] });
  }

  override initializeState(): void {
    this.state.model = new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: [
        {
          name: 'rows',
          stepMode: 'instance',
          byteStride: SYMBOL_STRIDE,
          attributes: [
            { attribute: 'symbolPlaces', format: 'float32x4', byteOffset: 0 },
            { attribute: 'symbolColors', format: 'unorm8x4', byteOffset: 16 },
            { attribute: 'symbolShapes', format: 'float32x4', byteOffset: 20 },
            { attribute: 'symbolFrom', format: 'float32', byteOffset: 36 },
            { attribute: 'symbolFrames', format: 'uint16x4', byteOffset: 40 },
            { attribute: 'symbolAnchors', format: 'float32x2', byteOffset: 48 },
          ],
        },
      ],
      geometry: new Geometry({
        topology: 'triangle-strip',
        attributes: { positions: { size: 2, value: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]) } },
      }),
      isInstanced: true,
    });
    this.#setTexture();
  }

  override updateState(params: UpdateParameters<this>): void {
    super.updateState(params);
    const { props, oldProps } = params;
    if (oldProps.atlas !== undefined && props.atlas !== oldProps.atlas) this.#setTexture();
  }

  override finalizeState(context: this['context']): void {
    super.finalizeState(context);
    this.state.model?.destroy();
    this.state.buffer?.destroy();
    this.state.texture?.destroy();
  }

  protected override _getAttributeManager(): null {
    return null;
  }

  override draw(): void {
    const { model } = this.state;
    const { rows, scale, zoom, room, atlas, now } = this.props;
    if (model === undefined || rows.length === 0) return;
    const buffer = bufferOf(this.context.device, rows, this.state.buffer);
    if (buffer !== this.state.buffer) {
      this.state.buffer = buffer;
      model.setAttributes({ rows: buffer });
    }
    model.setInstanceCount(rows.length);
    model.shaderInputs.setProps({
      symbols: {
        scale,
        zoom,
        room,
        metres: atlas === null ? 1 : 0,
        hour: toHours(now()),
        fade: FADES_OVER / 3_600_000,
        faintest: FAINTEST,
      },
    });
    // A program that is still being linked draws nothing, and nobody else would ask again.
    if (!model.draw(this.context.renderPass)) this.setNeedsRedraw();
  }

  #setTexture(): void {
    this.state.texture?.destroy();
    this.state.texture = uploaded(this.context.device, this.props.atlas ?? undefined, this.props.atlas !== null);
    this.state.model?.setBindings({ atlasTexture: this.state.texture });
  }
}
