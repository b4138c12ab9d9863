// An entity in a few words, for the tooltip and for readers of the screen.
import type { Layer, Situation } from '#shared/situation.ts';
import { LAYER_TERMS } from '#shared/terms/codes.ts';
import type { Language } from '#shared/terms/term.ts';
import { codesOf, term } from '#shared/terms.ts';
import type { Tally } from '../layers/case-grid.ts';
import type { SeenCase } from '../layers/case-rows.ts';
import { type Named, nameIn } from '../ui/name-in.ts';
import { wordsOf } from './words.ts';

export type Description = { readonly title: string; readonly detail: string };

export function describe(copy: Situation, layer: Layer, id: string, language: Language): Description {
  const code = (field: string, value: string | undefined) =>
    value === undefined ? '' : term(codesOf(layer, field) ?? {}, value, language);
  const name = (named: Named | undefined) => (named === undefined ? undefined : nameIn(named, language));
  const join = (...parts: (string | undefined)[]) =>
    parts.filter((part) => part !== undefined && part !== '').join(' · ');
  const kind = term(LAYER_TERMS, layer, language);
  switch (layer) {
    case 'cases': {
      const found = copy.get('cases', id) as SeenCase | undefined;
      const masked = found?.masked === true ? wordsOf(language).masked : undefined;
      return {
        title: join(kind, code('status', found?.status)),
        detail: join(code('route', found?.route), masked, id),
      };
    }
    case 'sites': {
      const site = copy.get('sites', id);
      const rooms = site?.rooms?.occupied;
      const share = rooms === undefined || site?.capacity === undefined ? undefined : `${rooms} / ${site.capacity}`;
      const wait = site?.queue === undefined ? undefined : `${site.queue.minutes} min`;
      return { title: name(site) ?? id, detail: join(code('type', site?.type), share, wait) };
    }
    case 'checkpoints': {
      const post = copy.get('checkpoints', id);
      const flow = (direction: 'in' | 'out') => post?.latest?.[direction]?.vehicles ?? '—';
      const counts = post?.latest === undefined ? undefined : `↓ ${flow('in')}  ↑ ${flow('out')}`;
      return { title: name(post) ?? id, detail: join(code('type', post?.type), code('status', post?.status), counts) };
    }
    case 'gates':
      return { title: kind, detail: join(code('state', copy.get('gates', id)?.state), id) };
    case 'zones': {
      const zone = copy.get('zones', id);
      return { title: name(zone) ?? id, detail: join(code('level', zone?.level), code('status', zone?.status)) };
    }
    case 'areas': {
      const area = copy.get('areas', id);
      return { title: name(area) ?? id, detail: code('level', area?.level) };
    }
    case 'roads': {
      const road = copy.get('roads', id);
      return { title: name(road) ?? kind, detail: code('class', road?.class) };
    }
    case 'positions':
      return { title: name(copy.get('teams', id)) ?? id, detail: kind };
    case 'tasks': {
      const task = copy.get('tasks', id);
      return { title: join(kind, task?.type), detail: join(code('status', task?.status), id) };
    }
    case 'boxes':
    case 'transfers':
    case 'disinfections':
      return { title: kind, detail: join(code('status', copy.get(layer, id)?.status), id) };
    default:
      return { title: kind, detail: id };
  }
}

export function describeCluster({ count, community }: Tally, language: Language): Description {
  const words = wordsOf(language);
  const parts = [
    community > 0 ? `${words.community} ${community}` : '',
    count > community ? `${words.isolation} ${count - community}` : '',
  ];
  return { title: words.positives(count), detail: parts.filter((part) => part !== '').join(' · ') };
}
