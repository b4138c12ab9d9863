// What must be known of JSON text before it is parsed: how deep it nests. JSON.parse would build 200,000 arrays first.

/** Deeper than any report: a MultiPolygon in a part of a split zone in a batch is at ten. */
export const MAX_DEPTH = 64;

/** The deepest nesting of arrays and objects in JSON text; one pass, no recursion, strings skipped. Stops above `limit`. */
export function depthOf(bytes: Uint8Array, limit = MAX_DEPTH): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (inString) {
      if (byte === 0x5c)
        i += 1; // backslash: the next byte is escaped
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (deepest > limit) return deepest;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return deepest;
}
