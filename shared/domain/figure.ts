// A figure on a screen: a number that says where it comes from, how old it is, and how far it can be trusted.

/**
 * How far a figure can be trusted: `ok` all that was due has arrived; `provisional` more is on its way; `unknown` the source
 * reports but has not said this; `notConnected` no source reports it here (未接入), which is never the same as 0.
 */
export type FigureState = 'ok' | 'provisional' | 'unknown' | 'notConnected';

export type Figure = {
  /** Null when nobody knows: never 0 in place of "not told". */
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Observed time of the newest report that it stands on, ISO 8601; null when there is none. */
  readonly asOf: string | null;
  /** What reports it: a source's id, or the name of the computation. */
  readonly source: string;
  readonly state: FigureState;
  /** The link to its rows. */
  readonly list: string;
};

/** Figures by documented id: `coverage.uploaded`, `cases.today`, … */
export type Figures = Readonly<Record<string, Figure>>;
