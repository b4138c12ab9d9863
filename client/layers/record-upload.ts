// Buffers and textures of the layers on the graphics card.
import type { Buffer, Device, Texture } from '@luma.gl/core';
import type { RowBuffer } from './row-buffer.ts';

/** The records on the graphics card, with everything that changed written: the same buffer while they fit in it. */
export function bufferOf(device: Device, rows: RowBuffer, known: Buffer | undefined): Buffer {
  if (known !== undefined && known.byteLength === rows.bytes.byteLength) {
    rows.flush((bytes, offset) => known.write(bytes, offset));
    return known;
  }
  known?.destroy();
  rows.forget();
  return device.createBuffer({ data: rows.bytes });
}

/** A picture as a texture whose colours are multiplied by their opacity, so that edges have no fringe. */
export function uploaded(device: Device, image: HTMLCanvasElement | undefined, hasMipmaps: boolean): Texture {
  const width = image?.width ?? 1;
  const height = image?.height ?? 1;
  const texture = device.createTexture({
    format: 'rgba8unorm',
    width,
    height,
    mipLevels: hasMipmaps ? device.getMipLevelCount(width, height) : 1,
    sampler: {
      minFilter: 'linear',
      magFilter: 'linear',
      ...(hasMipmaps ? { mipmapFilter: 'linear' } : {}),
      addressModeU: 'clamp-to-edge',
      addressModeV: 'clamp-to-edge',
    },
  });
  if (image === undefined) return texture;
  texture.copyExternalImage({ image, premultipliedAlpha: true });
  if (hasMipmaps) texture.generateMipmapsWebGL();
  return texture;
}
