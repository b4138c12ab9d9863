// The digest of a shift as lines that people read: each with its moment and the entity it is about. Pure but for the words.
import type { ShiftDigest } from '#shared/shift.ts';
import type { Layer, Situation } from '#shared/situation.ts';
import type { Language } from '#shared/terms/term.ts';
import { instant } from '#shared/time.ts';
import { alarmLine, entityWords, nameOf } from '../ui/entity-words.ts';
import { number } from '../ui/format.ts';
import { placeName } from '../ui/place-name.ts';
import { roundOrdinal } from '../ui/round-ordinal.ts';
import type { T } from '../ui/span.ts';

export const SHIFT_GROUPS = ['cases', 'zones', 'rounds', 'checkpoints', 'alarms'] as const;
export type ShiftGroupName = (typeof SHIFT_GROUPS)[number];
export type ShiftLine = {
  readonly key: string;
  readonly at: number;
  readonly text: string;
  readonly layer: Layer;
  readonly id: string;
};
export type ShiftGroup = {
  readonly name: ShiftGroupName;
  readonly title: string;
  readonly total: number;
  readonly lines: readonly ShiftLine[];
};

type Words = { readonly copy: Situation; readonly language: Language; readonly t: T };

/** Groups in which nothing changed are not there. */
export function shiftGroups(digest: ShiftDigest, words: Words): ShiftGroup[] {
  const { t } = words;
  return SHIFT_GROUPS.flatMap((name) => {
    const { total } = digest[name];
    if (total === 0) return [];
    const { community, controlled } = digest.cases;
    const title = t(`shift.groups.${name}`, {
      n: number(total),
      community: number(community),
      controlled: number(controlled),
    });
    const lines = texts[name](digest, words).map(({ id, at, text }, index) => ({
      key: `${name}/${id}/${index}`,
      at: instant(at),
      text,
      layer: name,
      id,
    }));
    return [{ name, title, total, lines }];
  });
}

type Told = { readonly id: string; readonly at: string; readonly text: string };

const texts: { readonly [G in ShiftGroupName]: (digest: ShiftDigest, words: Words) => readonly Told[] } = {
  cases: ({ cases }, { copy, language, t }) =>
    cases.rows.map(({ id, at, isCommunity }) => {
      const found = copy.get('cases', id);
      const home = found?.places?.find(({ role }) => role === 'residence')?.areaId;
      const place = placeName(home, found?.position, language) ?? t('shift.somewhere');
      return {
        id,
        at,
        text: t('shift.case', { place, found: t(isCommunity ? 'shift.community' : 'shift.controlled') }),
      };
    }),
  zones: ({ zones }, { copy, language, t }) =>
    zones.rows.map(({ id, at, what, persons, isPart }) => {
      const zone = copy.get('zones', id);
      const name = zone === undefined ? id : entityWords(copy, 'zones', zone, language).title;
      const held =
        persons === null
          ? t('shift.personsUnknown')
          : t(isPart ? 'shift.personsPart' : 'shift.persons', { n: number(persons) });
      return { id, at, text: t(`shift.zone.${what}`, { name, persons: held }) };
    }),
  rounds: ({ rounds }, { copy, language, t }) =>
    rounds.rows.map(({ id, at, what }) => {
      const zoneId = copy.get('rounds', id)?.zoneId;
      const zone = zoneId === undefined ? undefined : copy.get('zones', zoneId);
      const name =
        zone === undefined
          ? t('shift.roundName', { n: roundOrdinal(copy, id) })
          : t('shift.zoneRound', { name: entityWords(copy, 'zones', zone, language).title });
      return { id, at, text: t(`shift.round.${what}`, { name }) };
    }),
  checkpoints: ({ checkpoints }, { copy, language, t }) =>
    checkpoints.rows.map(({ id, at, what }) => ({
      id,
      at,
      text: t(`shift.checkpoint.${what}`, { name: nameOf(copy, 'checkpoints', id, language) }),
    })),
  alarms: ({ alarms }, { copy, language, t }) =>
    alarms.rows.map(({ id, at, what, by = '' }) => {
      const alarm = copy.get('alarms', id);
      const title = alarm === undefined ? id : alarmLine(copy, alarm, language);
      return { id, at, text: t(`shift.alarm.${what}`, { title, by }) };
    }),
};

/** All lines of all groups, newest first: for who has one column of them. */
export const newestFirst = (groups: readonly ShiftGroup[]): ShiftLine[] =>
  groups.flatMap(({ lines }) => lines).sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1));
