// Dots and rings as points of the graphics card: one vertex each, where deck.gl's ScatterplotLayer draws four per
// instance. A hundred thousand cases then cost a quarter, and on machines without a graphics card, whose drivers take
// each instance for a draw of its own, a hundredth.
import {
  type Accessor,
  type DefaultProps,
  Layer,
  type LayerProps,
  project32,
  type UpdateParameters,
} from '@deck.gl/core';
import { Model } from '@luma.gl/engine';

const VERTEX = `\
#version 300 es
#define SHADER_NAME dot-layer-vertex
in vec3 dotPositions;
in vec3 dotPositions64Low;
in vec4 dotColors;
in vec2 dotShapes;
out vec4 vColor;
out float vRadius;
out float vHole;
void main(void) {
  geometry.worldPosition = dotPositions;
  gl_Position = project_position_to_clipspace(dotPositions, dotPositions64Low, vec3(0.0), geometry.position);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  float pixels = dots.scale * project.devicePixelRatio;
  vRadius = 0.5 * dotShapes.x * pixels;
  vHole = dotShapes.y > 0.0 ? vRadius - dotShapes.y * pixels : -1.0;
  vColor = dotColors;
  gl_PointSize = 2.0 * vRadius + 2.0;
  if (dotShapes.x <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0); // a blank row, outside the screen
}
`;

// The inside of a ring is faintly filled, so that two rings over one another stay two.
const FRAGMENT = `\
#version 300 es
#define SHADER_NAME dot-layer-fragment
precision highp float;
in vec4 vColor;
in float vRadius;
in float vHole;
out vec4 fragColor;
void main(void) {
  float away = length(gl_PointCoord - 0.5) * (2.0 * vRadius + 2.0);
  float cover = clamp(vRadius + 0.5 - away, 0.0, 1.0);
  if (cover == 0.0) discard;
  float solid = vHole < 0.0 ? 1.0 : mix(0.16, 1.0, clamp(away - vHole + 0.5, 0.0, 1.0));
  fragColor = vec4(vColor.rgb, vColor.a * cover * solid);
}
`;

const BLOCK = 'layout(std140) uniform dotsUniforms {\n  float scale;\n} dots;\n';
const dotsModule = { name: 'dots', vs: BLOCK, fs: BLOCK, uniformTypes: { scale: 'f32' } } as const;

type DotProps = {
  /** factor on diameters and ring widths */
  scale?: number;
  getPosition?: Accessor<unknown, [number, number, number]>;
  getColor?: Accessor<unknown, [number, number, number, number]>;
  /** diameter, and width of the ring or 0 for a filled dot, CSS pixels; diameter 0 hides */
  getShape?: Accessor<unknown, [number, number]>;
};

export class DotLayer extends Layer<Required<DotProps>> {
  static override layerName = 'DotLayer';
  static override defaultProps: DefaultProps<LayerProps & DotProps> = {
    scale: { type: 'number', value: 1, min: 0 },
    getPosition: { type: 'accessor', value: [0, 0, 0] },
    getColor: { type: 'accessor', value: [0, 0, 0, 255] },
    getShape: { type: 'accessor', value: [1, 0] },
  };
  declare state: { model?: Model };

  override getShaders() {
    return super.getShaders({ vs: VERTEX, fs: FRAGMENT, modules: [project32, dotsModule] });
  }

  override initializeState(): void {
    this.getAttributeManager()?.add({
      dotPositions: { size: 3, type: 'float64', fp64: this.use64bitPositions(), accessor: 'getPosition' },
      dotColors: { size: 4, type: 'unorm8', accessor: 'getColor', defaultValue: [0, 0, 0, 255] },
      dotShapes: { size: 2, accessor: 'getShape', defaultValue: [1, 0] },
    });
  }

  override updateState(params: UpdateParameters<this>): void {
    super.updateState(params);
    if (!params.changeFlags.extensionsChanged) return;
    this.state.model?.destroy();
    this.state.model = new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: this.getAttributeManager()?.getBufferLayouts() ?? [],
      topology: 'point-list',
      isInstanced: false,
    });
    this.getAttributeManager()?.invalidateAll();
  }

  override draw(): void {
    const { model } = this.state;
    if (model === undefined) return;
    model.setVertexCount(this.getNumInstances());
    model.shaderInputs.setProps({ dots: { scale: this.props.scale } });
    model.draw(this.context.renderPass);
  }
}
