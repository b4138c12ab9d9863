// Dots, rings, clusters and small marks as points of the graphics card: one vertex each.
import { type DefaultProps, type LayerProps, project32 } from '@deck.gl/core';
import { Model } from '@luma.gl/engine';
import { DOT_FRAGMENT, DOT_VERTEX } from './dot-shaders.ts';
import { DOT_STRIDE } from './packing.ts';
import type { Rgb } from './palette.ts';
import { type Picture, RECORD_DEFAULTS, RecordLayer, type RecordProps } from './record-layer.ts';

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

export type DotProps = RecordProps & {
  ink?: Rgb;
  ground?: Rgb;
  digits?: Digits | null;
};

const bytes = ([red, green, blue]: Rgb): [number, number, number, number] => [red / 255, green / 255, blue / 255, 1];

export class DotLayer extends RecordLayer<DotProps> {
  static override layerName = 'DotLayer';
  static override defaultProps: DefaultProps<LayerProps & DotProps> = {
    ...RECORD_DEFAULTS,
    ink: { type: 'object', value: [255, 255, 255], compare: true },
    ground: { type: 'object', value: [0, 0, 0], compare: true },
    digits: { type: 'object', value: null, compare: true },
  };
  protected override readonly binding = 'digitsTexture';

  override getShaders() {
    return super.getShaders({ vs: DOT_VERTEX, fs: DOT_FRAGMENT, modules: [project32, dotsModule] });
  }

  protected override makeModel(): Model {
    return new Model(this.context.device, {
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
  }

  protected override pictureOf({ digits }: Required<DotProps>): Picture {
    return { image: digits?.image, hasMipmaps: false };
  }

  protected override prepare(model: Model): void {
    const { rows, ink, ground, digits } = this.props;
    model.setVertexCount(rows.length);
    const digit = digits === null ? [1, 1] : [digits.width, digits.height];
    model.shaderInputs.setProps({ dots: { ...this.common(), ink: bytes(ink), ground: bytes(ground), digit } });
  }
}
