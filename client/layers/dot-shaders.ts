// How a dot is drawn: filled or a ring, fading with age; a cluster as a disc with its count and, around it, the share that
// was found in isolation as a filled band and the share found in the community as a hollow one.

export const DOT_VERTEX = `\
#version 300 es
#define SHADER_NAME dot-layer-vertex
in vec4 dotPlaces;
in vec4 dotColors;
in vec4 dotShapes; // diameter, ring or share of rings, count, hour
out vec4 vColor;
out float vPixels;
out float vRadius;
out float vRing;
flat out int vCount;
void main(void) {
  vec3 place = vec3(dotPlaces.xy, 0.0);
  geometry.worldPosition = place;
  gl_Position = project_position_to_clipspace(place, vec3(dotPlaces.zw, 0.0), vec3(0.0), geometry.position);
  float count = dotShapes.z;
  float pixels = dots.scale * project.devicePixelRatio;
  vPixels = pixels;
  vRadius = 0.5 * dotShapes.x * pixels;
  vRing = count > 0.5 ? dotShapes.y : dotShapes.y * pixels;
  vCount = int(max(count, 0.0) + 0.5);
  float age = dotShapes.w > 0.0 ? clamp((dots.hour - dotShapes.w) / dots.fade, 0.0, 1.0) : 0.0;
  vColor = vec4(dotColors.rgb, dotColors.a * (1.0 - (1.0 - dots.faintest) * age));
  // A small mark stands for a symbol, whose colour is that of its drawing and not of its row.
  if (count < 0.0) vColor.rgb = dots.ink.rgb;
  gl_PointSize = 2.0 * vRadius + 2.0;
  // A blank row, or a small mark whose symbol has room by now: outside the screen.
  if (dotShapes.x <= 0.0 || (count < 0.0 && dots.zoom >= -count)) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}
`;

export const DOT_FRAGMENT = `\
#version 300 es
#define SHADER_NAME dot-layer-fragment
precision highp float;
precision highp int;
uniform sampler2D digitsTexture;
in vec4 vColor;
in float vPixels;
in float vRadius;
in float vRing;
flat in int vCount;
out vec4 fragColor;

vec4 over(vec4 above, vec4 below) {
  float alpha = above.a + below.a * (1.0 - above.a);
  return vec4((above.rgb * above.a + below.rgb * below.a * (1.0 - above.a)) / max(alpha, 1e-4), alpha);
}

float digitAt(vec2 at, float room) {
  int digits = vCount < 10 ? 1 : vCount < 100 ? 2 : vCount < 1000 ? 3 : vCount < 10000 ? 4 : vCount < 100000 ? 5 : 6;
  float shrink = min(1.0, 2.0 * room / (float(digits) * dots.digit.x));
  vec2 cell = at / shrink + vec2(0.5 * float(digits) * dots.digit.x, 0.5 * dots.digit.y);
  int index = int(floor(cell.x / dots.digit.x));
  if (index < 0 || index >= digits || cell.y < 0.0 || cell.y >= dots.digit.y) return 0.0;
  int rest = vCount;
  for (int n = digits - 1; n > 0; n -= 1) {
    if (n == index) break;
    rest /= 10;
  }
  int digit = rest - 10 * (rest / 10);
  vec2 texel = vec2(cell.x - float(index) * dots.digit.x + float(digit) * dots.digit.x, cell.y);
  return textureLod(digitsTexture, texel / vec2(textureSize(digitsTexture, 0)), 0.0).a;
}

void main(void) {
  vec2 at = (gl_PointCoord - 0.5) * (2.0 * vRadius + 2.0);
  float away = length(at);
  float cover = clamp(vRadius + 0.5 - away, 0.0, 1.0);
  if (cover == 0.0) discard;
  if (vCount == 0) {
    // The inside of a ring is faintly filled, so that two rings over one another stay two.
    float hole = vRing > 0.0 ? vRadius - vRing : -1.0;
    float solid = hole < 0.0 ? 1.0 : mix(0.16, 1.0, clamp(away - hole + 0.5, 0.0, 1.0));
    fragColor = vec4(vColor.rgb, vColor.a * cover * solid);
    return;
  }
  float width = max(3.5 * vPixels, vRadius * 0.2);
  float inner = vRadius - width;
  float band = clamp(away - inner + 0.5, 0.0, 1.0);
  // Clockwise from twelve o'clock: first the community.
  float turn = fract(atan(at.x, -at.y) / 6.2831853);
  float along = min(turn, vRing - turn) * 6.2831853 * away;
  float isHollow = vRing >= 0.999 ? 1.0 : vRing <= 0.001 ? 0.0 : clamp(along + 0.5, 0.0, 1.0);
  float line = 1.3 * vPixels;
  float edge = max(clamp(away - (vRadius - line) + 0.5, 0.0, 1.0), clamp(inner + line - away + 0.5, 0.0, 1.0));
  float solid = mix(1.0, mix(0.18, 1.0, edge), isHollow);
  // The disc is opaque whatever its age, so that its count can be read; the band fades.
  vec4 color = vec4(dots.ground.rgb, 0.86);
  color = over(vec4(vColor.rgb, band * solid * vColor.a), color);
  color = over(vec4(dots.ink.rgb, digitAt(at, inner - vPixels)), color);
  fragColor = vec4(color.rgb, color.a * cover);
}
`;
