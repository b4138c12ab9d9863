// A layer whose rows are records in one buffer on the graphics card, written in place. A change of some rows is a few short
// writes before the next draw; no attribute is looked at again, and the layer stays the same object.
import { type DefaultProps, Layer, type LayerProps, type UpdateParameters } from '@deck.gl/core';
import type { Buffer, Texture } from '@luma.gl/core';
import type { Model } from '@luma.gl/engine';
import { FADES_OVER, FAINTEST } from './case-rows.ts';
import { toHours } from './packing.ts';
import { bufferOf, uploaded } from './record-upload.ts';
import type { RowBuffer } from './row-buffer.ts';

export type RecordProps = {
  rows: RowBuffer;
  /** factor on sizes, offsets and line widths */
  scale?: number;
  zoom?: number;
  /** milliseconds by the situation's clock, at which rows have their age */
  now?: () => number;
};

export const RECORD_DEFAULTS: DefaultProps<LayerProps & RecordProps> = {
  rows: { type: 'object', value: null as never, compare: true },
  scale: { type: 'number', value: 1, min: 0 },
  zoom: { type: 'number', value: 0 },
  now: { type: 'function', value: () => 0, compare: true },
};

/** What a picture is to the shader. */
export type Picture = { readonly image: HTMLCanvasElement | undefined; readonly hasMipmaps: boolean };

export abstract class RecordLayer<Props extends RecordProps> extends Layer<Required<Props>> {
  declare state: { model?: Model; buffer?: Buffer; texture?: Texture };

  protected abstract makeModel(): Model;
  protected abstract pictureOf(props: Required<Props>): Picture;
  protected abstract readonly binding: string;
  /** Tells the model how many rows there are, and the shader what it needs besides them. */
  protected abstract prepare(model: Model): void;

  override initializeState(): void {
    this.state.model = this.makeModel();
    this.#setTexture();
  }

  override updateState(params: UpdateParameters<this>): void {
    super.updateState(params);
    const { props, oldProps } = params;
    if (oldProps.rows === undefined) return; // the first time: initializeState has done it
    if (this.pictureOf(props).image !== this.pictureOf(oldProps).image) this.#setTexture();
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
    const { rows } = this.props;
    if (model === undefined || rows.length === 0) return;
    const buffer = bufferOf(this.context.device, rows, this.state.buffer);
    if (buffer !== this.state.buffer) {
      this.state.buffer = buffer;
      model.setAttributes({ rows: buffer });
    }
    this.prepare(model);
    // A program that is still being linked draws nothing, and nobody else would ask again.
    if (!model.draw(this.context.renderPass)) this.setNeedsRedraw();
  }

  /** What every shader of rows is told. */
  protected common() {
    const { scale, zoom, now } = this.props as Required<RecordProps>;
    return { scale, zoom, hour: toHours(now()), fade: FADES_OVER / 3_600_000, faintest: FAINTEST };
  }

  #setTexture(): void {
    const { image, hasMipmaps } = this.pictureOf(this.props);
    this.state.texture?.destroy();
    this.state.texture = uploaded(this.context.device, image, hasMipmaps);
    this.state.model?.setBindings({ [this.binding]: this.state.texture });
  }
}
