// A phone as people tell it from another one.

/** Enough of a phone's name to tell two apart. */
export const shortDevice = (device: string): string =>
  device
    .replace(/^phone-/, '')
    .slice(0, 4)
    .toUpperCase();
