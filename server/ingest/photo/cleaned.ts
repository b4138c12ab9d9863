// What every cleaner of one format answers with.
/** A picture without anything beside it; `undefined` where the bytes are not a whole picture of this kind. */
export type Cleaned = { readonly width: number; readonly height: number; readonly bytes: Buffer };
