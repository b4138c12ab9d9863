// Dots, rings, clusters and small marks as points of the graphics card: one vertex each, from a buffer of records that is
// written in place. A change of some rows is a few short writes before the next draw; no attribute is looked at again, and
// the layer stays the same object.
import { type DefaultProps, Layer, type LayerProps, project32, type UpdateParameters } from '@deck.gl/core';
import type { Buffer, Texture } from '@luma.gl/core';
import { Model } from '@luma.gl/engine';
import { FADES_OVER, FAINTEST } from './case-rows.ts';
import { DOT_FRAGMENT, DOT_VERTEX } from './dot-shaders.ts';
import { DOT_STRIDE, toHours } from './packing.ts';
import type { Rgb } from './palette.ts';
import { bufferOf, uploaded } from './record-upload.ts';
import type { RowBuffer } from './row-buffer.ts';

/** Ten digits side by side, each in a cell of the same width: what clusters write their counts with. */
export type Digits = {
  readonly image: HTMLCanvasElement;
  /** pixels of one digit */
  readonly width: number;
  readonly height: number;
};

const BLOCK = `layout(std140) uniform dotsUniforms {
  vec4 ink;
  vec4 ground;
  vec2 digit;
  float scale;
  float zoom;
  float hour;
  float fade;
  float faintest;
} dots;
`;
const dotsModule = {
  name: 'dots',
  vs: BLOCK,
  fs: BLOCK,
  uniformTypes: {
    ink: 'vec4<f32>',
    ground: 'vec4<f32>',
    digit: 'vec2<f32>',
    scale: 'f32',
    zoom: 'f32',
    hour: 'f32',
    fade: 'f32',
    faintest: 'f32',
  },
} as const;

export type DotProps = {
  rows: RowBuffer;
  /** factor on diameters and ring widths */
  scale?: number;
  zoom?: number;
  ink?: Rgb;
  ground?: Rgb;
  digits?: Digits | null;
  /** milliseconds by the situation's clock, at which dots have their age */
  now?: () => number;
};

const NOW = () => 0;
const bytes = ([red, green, blue]: Rgb): [number, number, number, number] => [red / 255, green / 255, blue / 255, 1];

export class DotLayer extends Layer<Required<DotProps>> {
  static override layerName = 'DotLayer';
  static override defaultProps: DefaultProps<LayerProps & DotProps> = {
    rows: { type: 'object', value: null as never, compare: true },
    scale: { type: 'number', value: 1, min: 0 },
    zoom: { type: 'number', value: 0 },
    ink: { type: 'object', value: [255, 255, 255], compare: true },
    ground: { type: 'object', value: [0, 0, 0], compare: true },
    digits: { type: 'object', value: null, compare: true },
    now: { type: 'function', value: NOW, compare: true },
  };
  declare state: { model?: Model; buffer?: Buffer; texture?: Texture };

  override getShaders() {
    return super.getShaders({ vs: DOT_VERTEX, fs: DOT_FRAGMENT, modules: [project32, dotsModule] });
  }

  override initializeState(): void {
    const { device } = this.context;
    this.state.model = new Model(device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: [
        {
          name: 'rows',
          stepMode: 'vertex',
          byteStride: DOT_STRIDE,
          attributes: [
            { attribute: 'dotPlaces', format: 'float32x4', byteOffset: 0 },
            { attribute: 'dotColors', format: 'unorm8x4', byteOffset: 16 },
            { attribute: 'dotShapes', format: 'float32x4', byteOffset: 20 },
          ],
        },
      ],
      topology: 'point-list',
      isInstanced: false,
    });
    this.#setTexture();
  }

  override updateState(params: UpdateParameters<this>): void {
    super.updateState(params);
    const { props, oldProps } = params;
    if (oldProps.digits !== undefined && props.digits !== oldProps.digits) this.#setTexture();
  }

  override finalizeState(context: this['context']): void {
    super.finalizeState(context);
    this.state.model?.destroy();
    this.state.buffer?.destroy();
    this.state.texture?.destroy();
  }

  /** Nothing here is an attribute in deck.gl's sense: no accessor, no row of data that it knows of. */
  protected override _getAttributeManager(): null {
    return null;
  }

  override draw(): void {
    const { model } = this.state;
    const { rows, scale, zoom, ink, ground, digits, now } = this.props;
    if (model === undefined || rows.length === 0) return;
    const buffer = bufferOf(this.context.device, rows, this.state.buffer);
    if (buffer !== this.state.buffer) {
      this.state.buffer = buffer;
      model.setAttributes({ rows: buffer });
    }
    model.setVertexCount(rows.length);
    model.shaderInputs.setProps({
      dots: {
        ink: bytes(ink),
        ground: bytes(ground),
        digit: digits === null ? [1, 1] : [digits.width, digits.height],
        scale,
        zoom,
        hour: toHours(now()),
        fade: FADES_OVER / 3_600_000,
        faintest: FAINTEST,
      },
    });
    // A program that is still being linked draws nothing, and nobody else would ask again.
    if (!model.draw(this.context.renderPass)) this.setNeedsRedraw();
  }

  #setTexture(): void {
    const { device } = this.context;
    this.state.texture?.destroy();
    this.state.texture = uploaded(device, this.props.digits?.image, false);
    this.state.model?.setBindings({ digitsTexture: this.state.texture });
  }
}
