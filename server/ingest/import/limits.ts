// Limits of an import (api.md, Imports; guarantees D14), all in one place.
import { LARGEST_IMPORT } from '#shared/import.ts';

const MIB = 2 ** 20;

export const LIMITS = {
  /** bytes of the file as sent */
  file: LARGEST_IMPORT,
  /** bytes after inflating, for formats read row by row */
  inflated: 400 * MIB,
  /** bytes after inflating, for formats that must be parsed as one document */
  document: 100 * MIB,
  /** files in one archive, and bytes of those that are read, all together, after inflating */
  entries: 200,
  unzipped: 200 * MIB,
  /** bytes of XML: its tree takes some fifteen times as much memory */
  xml: 40 * MIB,
  rows: 2_000_000,
  vertices: 2_000_000,
  /** bytes of one row of CSV or NDJSON: a geometry of 200,000 vertices fits in 8 MiB */
  row: 8 * MIB,
  /** nesting of JSON */
  depth: 64,
  /** rows, and vertices, handed over at once: what the main thread takes in a few milliseconds */
  chunkRows: 500,
  chunkVertices: 5_000,
  /** refused rows repeated in the answer; all are in refused.csv */
  refusedListed: 1_000,
  preview: 50,
  /** MiB of heap for the worker that reads the file */
  workerHeap: 1_024,
  /** ms without a word from the worker, after which the file is given up */
  silence: 120_000,
} as const;
