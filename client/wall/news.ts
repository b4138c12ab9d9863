// What happened, as a hall wants to hear it: a case found, an area sealed or opened, a checkpoint shut, a site full. Ground
// that is registered, figures that move and positions are not news. Pure: entities in, news out.

import type { Entities, Entity, Layer, Situation } from '#shared/situation.ts';
import type { Case } from '#shared/subject/case.ts';
import { instant, MINUTE } from '#shared/time.ts';

export type News = {
  /** the same news told again replaces itself */
  readonly key: string;
  readonly at: number;
  readonly layer: Layer;
  readonly id: string;
  /** name of the sentence, and what goes into its blanks */
  readonly say: Sentence;
};
export type Sentence =
  | {
      readonly is: 'case';
      readonly areaId?: string;
      readonly status: string;
      readonly route: Case['route'];
      readonly count: number;
    }
  | { readonly is: 'excluded'; readonly areaId?: string }
  | { readonly is: 'zone'; readonly step: ZoneNews; readonly zoneId: string; readonly level?: string }
  | { readonly is: 'post'; readonly status: string }
  | { readonly is: 'siteFull' | 'siteOpen' | 'siteShut' }
  | { readonly is: 'roundOpen' | 'roundShut' }
  | { readonly is: 'alarm' };
export const ZONE_NEWS = ['published', 'submitted', 'held', 'extended', 'escalated', 'downgraded', 'released'] as const;
export type ZoneNews = (typeof ZONE_NEWS)[number];

/** Cases of one community in so short a time are one piece of news. */
const TOGETHER = 30 * MINUTE;

type Tell<L extends Layer> = (entity: Entities[L]) => Omit<News, 'layer' | 'id' | 'key'> | undefined;

const TELL: { readonly [L in Layer]?: Tell<L> } = {
  cases: ({ status, route, places, stages, sampledAt, observedAt }) => {
    const areaId = places?.find(({ role }) => role === 'residence')?.areaId;
    const where = areaId === undefined ? {} : { areaId };
    if (status === 'excluded') return { at: instant(observedAt), say: { is: 'excluded', ...where } };
    // When it was found, not when somebody wrote more about it.
    const at = instant(stages?.reported ?? stages?.tested ?? sampledAt ?? observedAt);
    return { at, say: { is: 'case', status, route, count: 1, ...where } };
  },
  zones: ({ id, steps, level, publishedAt, recorded }) => {
    const last = steps.findLast(({ kind }) => stepOf(kind) !== undefined);
    const step = last === undefined ? undefined : stepOf(last.kind);
    const more = level === undefined ? {} : { level };
    if (last !== undefined && step !== undefined)
      return { at: instant(last.at), say: { is: 'zone', step, zoneId: id, ...more } };
    if (recorded !== true || publishedAt === undefined) return undefined;
    return { at: instant(publishedAt), say: { is: 'zone', step: 'published', zoneId: id, ...more } };
  },
  checkpoints: ({ status, observedAt }) => ({ at: instant(observedAt), say: { is: 'post', status } }),
  sites: (site) => {
    const { type, tier, open, rooms, observedAt } = site;
    const at = instant(observedAt);
    if (type === 'quarantine' && rooms?.ready === 0 && tier === 'running') return { at, say: { is: 'siteFull' } };
    if (open === false) return { at, say: { is: 'siteShut' } };
    return tier === undefined || tier === 'running' ? { at, say: { is: 'siteOpen' } } : undefined;
  },
  rounds: ({ status, start, deadline, zoneId, observedAt }) =>
    zoneId !== undefined
      ? undefined
      : status === 'open'
        ? { at: instant(start), say: { is: 'roundOpen' } }
        : { at: Math.min(instant(observedAt), instant(deadline)), say: { is: 'roundShut' } },
  alarms: ({ raisedAt, status }) => (status === 'raised' ? { at: instant(raisedAt), say: { is: 'alarm' } } : undefined),
};

/** Only what happens to them is news, not that they are there when the wall opens. */
const NEWS_ONLY_WHEN_CHANGED: ReadonlySet<Layer> = new Set<Layer>(['checkpoints', 'sites']);
export const NEWS_LAYERS = Object.keys(TELL) as readonly Layer[];

const stepOf = (kind: string): ZoneNews | undefined => ZONE_NEWS.find((name) => kind === `zone.${name}`);

function newsOf(layer: Layer, entity: Entity): News | undefined {
  const told = (TELL[layer] as Tell<Layer> | undefined)?.(entity as never);
  return told === undefined ? undefined : { ...told, layer, id: entity.id, key: `${layer}/${entity.id}` };
}

/** What makes it other news than before: who reads "3 new positives" twice thinks of six. */
const gist = ({ say }: News): string => JSON.stringify(say);

/** Remembers what was told of each entity, so that a report that changes nothing worth telling tells nothing. */
export class NewsRoom {
  readonly #known = new Map<string, string>();
  #all: readonly News[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Newest first; cases of one place together. */
  get list(): readonly News[] {
    return together(this.#all).slice(0, this.#most);
  }

  /** Everything may be different: what happened latest is told again. */
  reset(copy: Situation): void {
    this.#known.clear();
    const all: News[] = [];
    for (const layer of NEWS_LAYERS) {
      for (const entity of copy.all(layer).values()) {
        const news = newsOf(layer, entity);
        if (news === undefined) continue;
        this.#known.set(news.key, gist(news));
        if (!NEWS_ONLY_WHEN_CHANGED.has(layer)) all.push(news);
      }
    }
    this.#all = newest(all, 4 * this.#most);
  }

  /** @returns whether what is told is other than before */
  take(layer: Layer, entities: readonly Entity[]): boolean {
    const fresh: News[] = [];
    const over = new Set<string>();
    for (const entity of entities) {
      const news = newsOf(layer, entity);
      const key = `${layer}/${entity.id}`;
      const before = this.#known.get(key);
      if (news === undefined) {
        // An alarm that somebody acknowledged has the line no longer.
        if (this.#known.delete(key)) over.add(key);
        continue;
      }
      const now = gist(news);
      if (before === now) continue;
      this.#known.set(key, now);
      // A post or a site that is told of for the first time was there before.
      if (before === undefined && NEWS_ONLY_WHEN_CHANGED.has(layer)) continue;
      fresh.push(news);
    }
    const keys = new Set([...over, ...fresh.map(({ key }) => key)]);
    const stays = this.#all.filter(({ key }) => !keys.has(key));
    if (fresh.length === 0 && stays.length === this.#all.length) return false;
    this.#all = newest([...fresh, ...stays], 4 * this.#most);
    return true;
  }
}

const newest = (all: readonly News[], most: number): readonly News[] =>
  [...all].sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1)).slice(0, most);

function together(all: readonly News[]): News[] {
  const out: News[] = [];
  for (const news of all) {
    const { say } = news;
    const at = out.findIndex(
      ({ say: other, at: when }) =>
        say.is === 'case' &&
        other.is === 'case' &&
        other.areaId === say.areaId &&
        other.status === say.status &&
        other.route === say.route &&
        when - news.at <= TOGETHER,
    );
    const first = out[at];
    if (first?.say.is === 'case') out[at] = { ...first, say: { ...first.say, count: first.say.count + 1 } };
    else out.push(news);
  }
  return out;
}
