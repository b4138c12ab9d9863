// Symbols from an atlas and soft circles, four vertices each.
import { type DefaultProps, type LayerProps, project32 } from '@deck.gl/core';
import { Geometry, Model } from '@luma.gl/engine';
import { SYMBOL_STRIDE } from './packing.ts';
import { type Picture, RECORD_DEFAULTS, RecordLayer, type RecordProps } from './record-layer.ts';
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

export type SymbolProps = RecordProps & {
  /** the drawings; without them rows are soft circles with sizes in metres */
  atlas?: HTMLCanvasElement | null;
  /** on-screen pixels of a cell of the atlas for each pixel of the symbol in it */
  room?: number;
};

export class SymbolLayer extends RecordLayer<SymbolProps> {
  static override layerName = 'SymbolLayer';
  static override defaultProps: DefaultProps<LayerProps & SymbolProps> = {
    ...RECORD_DEFAULTS,
    atlas: { type: 'object', value: null, compare: true },
    room: { type: 'number', value: 1 },
  };
  protected override readonly binding = 'atlasTexture';

  override getShaders() {
    return super.getShaders({ vs: SYMBOL_VERTEX, fs: SYMBOL_FRAGMENT, modules: [project32, symbolsModule] });
  }

  protected override makeModel(): Model {
    return new Model(this.context.device, {
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
  }

  protected override pictureOf({ atlas }: Required<SymbolProps>): Picture {
    return { image: atlas ?? undefined, hasMipmaps: atlas !== null };
  }

  protected override prepare(model: Model): void {
    const { rows, room, atlas } = this.props;
    model.setInstanceCount(rows.length);
    model.shaderInputs.setProps({ symbols: { ...this.common(), room, metres: atlas === null ? 1 : 0 } });
  }
}
