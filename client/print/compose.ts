// Makes a sheet of what is shown: asks for its figures, takes the picture of the map, sets the words, draws. A moment of the
// past gives the same sheet each time; nothing of the hour of printing is on it.
import { mayBePublished } from '#shared/basemap.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { ShiftDigest } from '#shared/shift.ts';
import type { Layer } from '#shared/situation.ts';
import { FRESHNESS_TERMS, ZONE_LEVEL_TERMS } from '#shared/terms/codes.ts';
import { POLICY_TERMS } from '#shared/terms/policies.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { HOUR, instant } from '#shared/time.ts';
import type { WallScene } from '#shared/wall.ts';
import { connection, situation } from '../connection/browser-connection.ts';
import type { ApiProblem } from '../connection/http.ts';
import type { CoverageStep } from '../layers/coverage.ts';
import type { Sieve } from '../layers/sight.ts';
import { creditOf } from '../map/basemap/credit-text.ts';
import { coverageSwatches, legendEntries } from '../map/legend-entries.ts';
import type { MapCamera } from '../map/open-map.ts';
import { type Still, type StillProblem, type StillWanted, takeStill } from '../map/still.ts';
import { wordsOf } from '../map/words.ts';
import { newestFirst, shiftGroups } from '../shift/shift-lines.ts';
import { nowInSituation } from '../store/hooks.ts';
import { fetchHouses, housesWanted, outlinesOf } from '../store/houses-of-zones.ts';
import { useSession } from '../store/session-store.ts';
import { commandTime, fullTime, number, shortTime } from '../ui/format.ts';
import { incidentDay, jurisdictionOf, policiesInForce } from '../ui/jurisdiction.ts';
import { momentText, type T } from '../ui/span.ts';
import { type Asked, askForSheet } from './ask.ts';
import { briefFigures } from './brief-figures.ts';
import { drawSheet, mapRoom, type SheetKind } from './draw-sheet.ts';
import { type Orientation, type Paper, roundScale, SHARPNESS, scaleAt, zoomOfScale } from './paper.ts';
import { fetchFonts } from './pen.ts';
import { charactersOf, type Sheet, type SheetLegend, type SheetList } from './sheet.ts';

/** Hours of the shift whose changes stand on a brief. */
const SHIFT = 12;

export type SheetWanted = {
  readonly kind: SheetKind;
  readonly paper: Paper;
  readonly orientation: Orientation;
  /** of a map; a brief is named after its scene */
  readonly title?: string;
  readonly scene?: WallScene;
  /** what of the scene it shows: the key area whose turn it is */
  readonly about?: string;
  readonly visible: ReadonlySet<Layer>;
  /** rows of one layer that are let through */
  readonly sieve?: Sieve | null;
  readonly step: CoverageStep;
  readonly at: StillWanted['at'] | { readonly center: MapCamera['center']; readonly scale: number };
  readonly language: Language;
  readonly t: T;
  readonly signal?: AbortSignal;
  readonly onStep: (step: 'asking' | 'drawing' | 'page') => void;
};
export type Made = {
  readonly canvas: HTMLCanvasElement;
  readonly title: string;
  /** ms since 1970: what it speaks of */
  readonly moment: number;
};
export type SheetProblem = StillProblem | 'noReview' | 'noData' | 'noFonts' | ApiProblem;

export async function makeSheet(wanted: SheetWanted): Promise<Result<Made, SheetProblem>> {
  const { kind, paper, orientation, language, visible, sieve = null, step, signal, onStep, t } = wanted;
  const { status } = connection;
  if (!status.hasCopy) return err('noData');
  onStep('asking');
  const past = status.past?.shown;
  // What was last heard, not what the clock says since: a line that is down makes no news.
  const moment = past === undefined ? (status.anchor?.time ?? nowInSituation()) : Date.parse(past);
  const asked = await askForSheet(past, step, kind === 'brief' ? commandTime(moment - SHIFT * HOUR) : undefined);
  if (!asked.ok) return asked;
  if (!mayBePublished(asked.value.basemap)) return err('noReview');
  if (signal?.aborted === true) return err('stopped');
  onStep('drawing');
  const { at } = wanted;
  const { basemap, coverage, persons } = asked.value;
  const houses = housesWanted(situation.copy);
  await fetchHouses(houses, () => signal?.aborted !== true);
  const still = await takeStill({
    copy: situation.copy,
    look: {
      theme: 'light',
      visible,
      sieve,
      language,
      level: (code) => term(ZONE_LEVEL_TERMS, code ?? '', language),
      until: (time) => wordsOf(language).until(shortTime(time)),
      ...(coverage === undefined ? {} : { coverage }),
      persons,
      houses: outlinesOf(houses),
    },
    basemap,
    ...mapRoom(kind, paper, orientation),
    sharpness: SHARPNESS,
    at: typeof at === 'object' && 'scale' in at ? { center: at.center, zoom: zoomOfScale(at.center, at.scale) } : at,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!still.ok) return still;
  onStep('page');
  const sheet = sheetOf(wanted, asked.value, still.value, moment);
  if (!(await fetchFonts(charactersOf(sheet)))) return err('noFonts');
  const canvas = drawSheet(sheet, kind, (n) => t('print.more', { n: number(n) }));
  return ok({ canvas, title: sheet.title, moment });
}

function sheetOf(wanted: SheetWanted, asked: Asked, still: Still, moment: number): Sheet {
  const { kind, paper, orientation, language, scene = 'overview', about, t, title, at } = wanted;
  const { copy } = situation;
  const { past, clock, freshness } = connection.status;
  const { isDemo } = useSession.getState();
  const place = jurisdictionOf(copy, language) ?? '';
  const day = incidentDay(copy, moment);
  const [policy] = policiesInForce(copy, moment);
  const credit = creditOf(asked.basemap, language);
  const chosen = typeof at === 'object' && 'scale' in at ? at.scale : undefined;
  const scale = scaleAt(still.camera.center, still.camera.zoom);
  const told = briefFigures(asked.figures, scene, { now: moment, language, t });
  const words = wordsOf(language);
  const named =
    kind === 'brief'
      ? t('print.briefTitle', { place, scene: [t(`wall.scenes.${scene}`), about ?? []].flat().join(' · ') })
      : mapTitle(language, t);
  return {
    paper,
    orientation,
    title: (title ?? '').trim() || withoutColon(named),
    lines: [
      ...(day === undefined ? [] : [t('print.day', { n: day })]),
      policy === undefined
        ? t('print.noPolicy')
        : t('print.policy', { name: term(POLICY_TERMS, policy.policyId, language) }),
      ...(clock === null ? [] : [t('print.demo')]),
    ],
    asOf: t('print.asOf', { time: fullTime(moment).slice(0, 16) }),
    state: past?.shown === undefined ? term(FRESHNESS_TERMS, freshness, language) : t('print.past'),
    ...(isDemo === true ? { watermark: t('app.watermark') } : {}),
    map: {
      canvas: still.canvas,
      scale,
      scaleText:
        chosen === undefined
          ? t('print.scaleAbout', { n: number(roundScale(scale)) })
          : t('print.scale', { n: number(chosen) }),
      metres: words.metres,
      kilometres: words.kilometres,
      north: t('print.north'),
    },
    legend: legendOf(asked, still, language, t),
    headlines: kind === 'brief' ? told.headlines : [],
    groups: kind === 'brief' ? told.groups : [],
    lists: asked.digest === undefined ? [] : [shiftList(asked.digest, language, t)],
    credit: credit === undefined ? t('print.noGround') : credit.parts.join(' · '),
    source: t('print.source', { seq: number(copy.seq) }),
    faults: still.hasGaps ? [t('print.gaps')] : [],
  };
}

/** Of nowhere in particular: a title does not begin with the sign that follows a place. */
const withoutColon = (title: string): string => title.replace(/^:\s*/, '');

/** What a map is called that nobody named. */
export const mapTitle = (language: Language, t: T): string =>
  withoutColon(t('print.mapTitle', { place: jurisdictionOf(situation.copy, language) ?? '' }));

function shiftList(digest: ShiftDigest, language: Language, t: T): SheetList {
  const groups = shiftGroups(digest, { copy: situation.copy, language, t });
  return {
    title: `${t('shift.title')} · ${t('shift.last', { n: SHIFT })}`,
    sub: groups.map(({ title }) => title).join(' · '),
    rows: newestFirst(groups).map(({ at, text }) => ({ lead: momentText(at, instant(digest.to)), text })),
    none: t('shift.none'),
  };
}

function legendOf({ coverage }: Asked, { seen }: Still, language: Language, t: T): SheetLegend {
  const words = wordsOf(language);
  const step = coverage?.step ?? 'uploaded';
  const title = words.coverage[step];
  return {
    title: t('print.legend'),
    entries: legendEntries(seen, language),
    ...(seen.coverage === 'none'
      ? {}
      : {
          coverage: {
            title: seen.coverage === 'unheard' ? `${title}: ${words.unheard}` : title,
            ...(coverage?.isProvisional === true ? { note: words.provisionalRound } : {}),
            swatches: seen.coverage === 'unheard' ? [] : coverageSwatches(language),
          },
        }),
  };
}
