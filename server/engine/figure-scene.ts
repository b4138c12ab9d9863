// What every figure is made from, and how it says how far it can be trusted: a source that is not there is not a zero.
import type { Figure, Figures } from '#shared/domain/figure.ts';
import type { Layer, Situation } from '#shared/situation.ts';
import { instant, SECOND } from '#shared/time.ts';
import type { Clocks } from './clocks.ts';
import type { Nails } from './nails.ts';
import type { PolicyLibrary } from './policies.ts';
import type { Reader } from './reader.ts';
import type { Rounds } from './rounds.ts';
import type { Zones } from './zones.ts';

export type FigureScene = {
  readonly situation: Situation;
  /** figures count only what this reader may see */
  readonly view: Reader;
  /** ms since 1970, in the time the situation lives in */
  readonly now: number;
  readonly rounds: Rounds;
  readonly zones: Pick<Zones, 'overdueSteps' | 'policyOf'>;
  readonly clocks: Pick<Clocks, 'rows' | 'each' | 'book'>;
  readonly nails: Pick<Nails, 'steps' | 'hasRule'>;
  readonly library: Pick<PolicyLibrary, 'policies'>;
};

/**
 * One part of the engine gives its figures, by documented id (docs/figures.md); each `yield` is where others may have their
 * turn. The situation of a scene stands still meanwhile (server/situation/held.ts).
 */
export type FigureSource = (scene: FigureScene) => Generator<void, Figures>;

export type Telling = {
  readonly value: number | null;
  readonly numerator?: number | null;
  readonly denominator?: number | null;
  /** layers from which it is made: their sources say whether it is connected, and how old it is */
  readonly layers: readonly Layer[];
  /** sources of the very rows it is made of, where one layer has many */
  readonly from?: ReadonlySet<string>;
  /** newest report it stands on, ms since 1970 or ISO; the layers' newest where left out */
  readonly asOf?: number | string | null;
  readonly source?: string;
  readonly list: string;
  /** more is on its way, whatever the sources say */
  readonly isProvisional?: boolean;
};

export function figure({ situation, now }: FigureScene, telling: Telling): Figure {
  const { value, numerator, denominator, layers, list } = telling;
  const ofLayers = [...situation.all('sources').values()].filter((source) =>
    source.layers.some((name) => (layers as readonly string[]).includes(name)),
  );
  // A laboratory that falls silent says nothing about rooms, though both are sites.
  const spoke = ofLayers.filter(({ id }) => telling.from?.has(id) === true);
  const feeds = spoke.length > 0 ? spoke : ofLayers;
  const isConnected = feeds.length > 0 || layers.some((layer) => situation.all(layer).size > 0);
  const isSilent = feeds.some(({ id, everySeconds }) => {
    const heard = situation.heard.get(id);
    return heard !== undefined && now - instant(heard) > 2 * everySeconds * SECOND;
  });
  const asOf = telling.asOf === undefined ? newest(situation, layers) : telling.asOf;
  return {
    value,
    ...(numerator == null ? {} : { numerator }),
    ...(denominator == null ? {} : { denominator }),
    asOf: typeof asOf === 'number' ? new Date(asOf).toISOString() : asOf,
    source:
      telling.source ??
      (feeds.length === 0
        ? 'reports'
        : feeds
            .map(({ id }) => id)
            .sort()
            .join(' ')),
    state:
      value === null
        ? isConnected
          ? 'unknown'
          : 'notConnected'
        : isSilent || telling.isProvisional === true
          ? 'provisional'
          : 'ok',
    list,
  };
}

function newest(situation: Situation, layers: readonly Layer[]): string | null {
  const times = layers.flatMap((layer) => situation.asOf.get(layer) ?? []);
  return times.length === 0 ? null : times.reduce((a, b) => (instant(a) >= instant(b) ? a : b));
}
