// A QR code as one path, for whatever draws it. The library comes when the first code is wanted.

/** A code in modules: the quiet zone of four modules that readers need is part of it. */
export type DrawnCode = {
  /** modules a side */ readonly size: number /** SVG path in modules, dark ones only */;
  readonly path: string;
};

/**
 * @param text digits, capitals and ` $%*+-./:` make the smallest code; anything else goes as UTF-8
 * @returns undefined where it is too long for any code (2,331 bytes at this strength)
 */
export async function drawQr(text: string): Promise<DrawnCode | undefined> {
  const { encodeQR } = await import('qr');
  let modules: boolean[][];
  try {
    // 15 % of it may be in the shade or scratched.
    modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  } catch {
    return undefined;
  }
  return { size: modules.length, path: modules.map(rowPath).join('') };
}

/** Runs of dark modules in one row, each a rectangle. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    path += `M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`;
  }
  return path;
}
