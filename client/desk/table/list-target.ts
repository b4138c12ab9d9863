// What a list in an address or behind a figure leads to: the rows of a layer, those of an engine's answer, or a panel. Pure.
import { LAYER_NAMES, type Layer } from '#shared/situation.ts';
import type { Panel } from '../../store/view-store.ts';

/** Answers of the engine that are lists and no layers, by the last part of their path. */
export const ANSWER_LISTS = [
  'clocks',
  'keyAreas',
  'missing',
  'waiting',
  'epidemicFree',
  'counters',
  'changes',
  'readings',
] as const;
export type AnswerList = (typeof ANSWER_LISTS)[number];

export type ListTarget =
  /** `members`: path that answers with the ids of the rows that count; all rows without */
  | { readonly layer: Layer; readonly members?: string }
  | { readonly answer: AnswerList; readonly path: string }
  | { readonly panel: Panel };

const ANSWERS: readonly (readonly [path: RegExp, answer: AnswerList])[] = [
  [/^\/api\/clocks$/, 'clocks'],
  [/^\/api\/nails$/, 'keyAreas'],
  [/^\/api\/rounds\/[^/]+\/missing$/, 'missing'],
  [/^\/api\/rounds\/[^/]+\/waiting$/, 'waiting'],
  [/^\/api\/epidemic-free$/, 'epidemicFree'],
  [/^\/api\/counters$/, 'counters'],
];

/** @param link `list` of a figure (docs/figures.md) @returns undefined where the desk has no place for such rows */
export function targetOfLink(link: string): ListTarget | undefined {
  const [path = '', query = ''] = link.split('?');
  if (path === '/api/coverage') return { panel: 'coverage' };
  const answer = ANSWERS.find(([pattern]) => pattern.test(path))?.[1];
  if (answer !== undefined) return { answer, path: link };
  const [, api, name = '', ...more] = path.split('/');
  if (api !== 'api' || more.length > 0 || !isLayer(name)) return undefined;
  return query === '' ? { layer: name } : { layer: name, members: link };
}

const PLAIN: { readonly [A in AnswerList]?: string } = {
  clocks: '/api/clocks?order=urgent',
  keyAreas: '/api/nails',
  epidemicFree: '/api/epidemic-free',
  counters: '/api/counters',
  readings: '/api/readings',
};

/** @param name as it stands in an address; one of a figure leads to its link, which only the server knows */
export function targetOfName(name: string): ListTarget | undefined {
  // The key areas and the items told of them have one name; a reader who asks for it wants the areas.
  if (name === 'nails') return { answer: 'keyAreas', path: '/api/nails' };
  if (isLayer(name)) return { layer: name };
  const [word, from, to] = name.split('~');
  if (word === 'changes' && from !== undefined && to !== undefined)
    return { answer: 'changes', path: `/api/differences?${new URLSearchParams({ from, to })}` };
  const path = Object.hasOwn(PLAIN, name) ? PLAIN[name as AnswerList] : undefined;
  return path === undefined ? undefined : { answer: name as AnswerList, path };
}

/** Figures have two words with a dot between; a list of changes has dots too, in the seconds of its moments. */
export const isFigureName = (name: string): boolean => /^[a-z]+\.[a-z]+$/i.test(name);

const isLayer = (name: string): name is Layer => (LAYER_NAMES as readonly string[]).includes(name);
