// How a symbol of the atlas is placed and coloured, and what "somewhere in here" looks like.

export const SYMBOL_VERTEX = `\
#version 300 es
#define SHADER_NAME symbol-layer-vertex
in vec2 positions;
in vec4 symbolPlaces;
in vec4 symbolColors;
in vec4 symbolShapes; // size, offset right and down, angle
in float symbolFrom;
in uvec4 symbolFrames;
in vec2 symbolAnchors; // pixels of the atlas from the top, hour
out vec4 vColor;
out vec2 vTexel;
out vec2 vCorner;
void main(void) {
  vec3 place = vec3(symbolPlaces.xy, 0.0);
  geometry.worldPosition = place;
  gl_Position = project_position_to_clipspace(place, vec3(symbolPlaces.zw, 0.0), vec3(0.0), geometry.position);
  vec4 frame = vec4(symbolFrames);
  float size = symbols.metres > 0.5
    ? max(14.0, project_size_to_pixel(symbolShapes.x))
    : symbolShapes.x * symbols.scale * symbols.room;
  vec2 corner = 0.5 * positions;
  if (frame.w > 0.0) corner.y += 0.5 - symbolAnchors.x / frame.w;
  float turn = symbolShapes.w;
  corner = mat2(cos(turn), -sin(turn), sin(turn), cos(turn)) * corner;
  vec2 offset = corner * size + symbolShapes.yz * symbols.scale;
  gl_Position.xy += project_pixel_size_to_clipspace(vec2(offset.x, -offset.y));
  if (symbolShapes.x <= 0.0 || symbols.zoom < symbolFrom) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  vTexel = frame.xy + frame.zw * (0.5 + 0.5 * positions);
  vCorner = positions;
  float age = symbolAnchors.y > 0.0 ? clamp((symbols.hour - symbolAnchors.y) / symbols.fade, 0.0, 1.0) : 0.0;
  vColor = vec4(symbolColors.rgb, symbolColors.a * (1.0 - (1.0 - symbols.faintest) * age));
}
`;

export const SYMBOL_FRAGMENT = `\
#version 300 es
#define SHADER_NAME symbol-layer-fragment
precision highp float;
uniform sampler2D atlasTexture;
in vec4 vColor;
in vec2 vTexel;
in vec2 vCorner;
out vec4 fragColor;
void main(void) {
  if (symbols.metres > 0.5) {
    // Strongest in the middle and gone at the edge: no line says where the place ends, because nobody knows.
    float away = length(vCorner);
    if (away >= 1.0) discard;
    fragColor = vec4(vColor.rgb, vColor.a * (away < 0.55 ? mix(0.95, 0.55, away / 0.55) : 0.55 * (1.0 - away) / 0.45));
    return;
  }
  vec4 texel = texture(atlasTexture, vTexel / vec2(textureSize(atlasTexture, 0)));
  if (texel.a < 0.004) discard;
  fragColor = vec4(texel.rgb / texel.a, texel.a * vColor.a);
}
`;
