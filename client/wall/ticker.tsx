// What changed, newest first, with the time it happened.

import type { TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { isSocial } from '#shared/domain/counter/social-zero.ts';
import type { Alarm } from '#shared/subject/alarm.ts';
import { CLOCK_KIND_TERMS } from '#shared/terms/clocks.ts';
import { CASE_STATUS_TERMS, CHECKPOINT_STATUS_TERMS, ZONE_LEVEL_TERMS } from '#shared/terms/codes.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../connection/browser-connection.ts';
import { useNow } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { entityWords, nameOf } from '../ui/entity-words.ts';
import { FigureText } from '../ui/figure-text.tsx';
import { placeName } from '../ui/place-name.ts';
import { roundOrdinal } from '../ui/round-ordinal.ts';
import { momentText } from '../ui/span.ts';
import { NEWS_LAYERS, type News, NewsRoom } from './news.ts';
import { useAlarmSound } from './use-alarm-sound.ts';

const MOST = 8;
const TELL_EVERY = 1000;

const room = new NewsRoom(MOST);
let shown: readonly News[] = [];
let isStarted = false;
const readers = new Set<() => void>();
let isTelling = false;

/** Only where a ticker is shown: the room reads every case when it opens. */
function start(): void {
  isStarted = true;
  const renew = () => {
    room.reset(situation.copy);
    shown = room.list;
  };
  renew();
  situation.onChange((changed) => {
    if (changed === 'reset') renew();
    else {
      const fresh = NEWS_LAYERS.map((layer) =>
        room.take(
          layer,
          changed.flatMap((change) => (change.op === 'put' && change.layer === layer ? [change.entity] : [])),
        ),
      );
      if (!fresh.includes(true)) return;
    }
    if (isTelling) return;
    isTelling = true;
    setTimeout(() => {
      isTelling = false;
      shown = room.list;
      for (const tell of readers) tell();
    }, TELL_EVERY);
  });
}

function follow(tell: () => void): () => void {
  if (!isStarted) start();
  readers.add(tell);
  return () => readers.delete(tell);
}

export function Ticker() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(60_000);
  const all = useSyncExternalStore(follow, () => shown);
  // What somebody has to acknowledge takes the line over until somebody has.
  const alarms = all.filter(({ say }) => say.is === 'alarm');
  const news = alarms.length > 0 ? alarms : all;
  const isMute = useAlarmSound(alarms.map(({ key }) => key));
  return (
    <section className="ticker" aria-label={t('wall.ticker')} data-alarm={alarms.length > 0}>
      {alarms.length > 0 && (
        <strong className="ticker-alarm">
          {t('wall.alarms')} <FigureText id="alarms.unacknowledged" />
          {isMute && ` · ${t('wall.mute')}`}
        </strong>
      )}
      {news.length === 0 && <span className="muted">{t('wall.none')}</span>}
      {news.map((item) => (
        <a
          key={item.key}
          className="ticker-item"
          href={`/desk?sel=${item.layer}/${encodeURIComponent(item.id)}`}
          data-news={item.say.is}
        >
          <time className="ticker-time" dateTime={new Date(item.at).toISOString()}>
            {momentText(item.at, now)}
          </time>
          {sentence(item, language, t)}
        </a>
      ))}
    </section>
  );
}

type T = TFunction;

function sentence({ layer, id, say }: News, language: Language, t: T): string {
  const { copy } = situation;
  const place = (areaId: string | undefined) =>
    placeName(areaId, copy.get('cases', id)?.position, language) ?? t('wall.news.somewhere');
  switch (say.is) {
    case 'case':
      return t('wall.news.case', {
        place: place(say.areaId),
        n: say.count,
        status: term(CASE_STATUS_TERMS, say.status, language),
        found: t(isSocial(say.route) ? 'wall.cases.community' : 'wall.cases.controlled'),
      });
    case 'excluded':
      return t('wall.news.excluded', { place: place(say.areaId) });
    case 'zone': {
      const zone = copy.get('zones', say.zoneId);
      const name = zone === undefined ? say.zoneId : entityWords(copy, 'zones', zone, language).title;
      return t(`wall.news.${say.step}`, { name, level: term(ZONE_LEVEL_TERMS, say.level ?? '', language) });
    }
    case 'post': {
      const name = nameOf(copy, 'checkpoints', id, language);
      return t('wall.news.post', { name, status: term(CHECKPOINT_STATUS_TERMS, say.status, language) });
    }
    case 'roundOpen':
    case 'roundShut':
      return t(`wall.news.${say.is}`, { n: roundOrdinal(copy, id) });
    case 'alarm': {
      const alarm = copy.get('alarms', id);
      if (alarm === undefined) return '';
      const { title } = entityWords(copy, 'alarms', alarm, language);
      const where =
        alarmPlace(alarm, language) ??
        (alarm.clock === undefined ? undefined : term(CLOCK_KIND_TERMS, alarm.clock, language));
      return where === undefined ? title : t('wall.news.alarmAt', { where, what: title });
    }
    default:
      return t(`wall.news.${say.is}`, { name: nameOf(copy, layer, id, language) });
  }
}

function alarmPlace(alarm: Alarm, language: Language): string | undefined {
  const { copy } = situation;
  const { zoneId, siteId, checkpointId, sourceId, areaId } = alarm;
  const named = [
    ['sites', siteId],
    ['checkpoints', checkpointId],
    ['sources', sourceId],
  ] as const;
  for (const [layer, id] of named)
    if (id !== undefined && copy.get(layer, id) !== undefined) return nameOf(copy, layer, id, language);
  // A zone without a name is called by its ground, as in every other line.
  const zone = zoneId === undefined ? undefined : copy.get('zones', zoneId);
  if (zone !== undefined) return entityWords(copy, 'zones', zone, language).title;
  return placeName(areaId, undefined, language);
}
