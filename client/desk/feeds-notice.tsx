// Sources that do not do what they promised, by name: silent, or publishing something that cannot be read.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../connection/http.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { shortTime } from '../ui/format.ts';
import { nameIn } from '../ui/name-in.ts';

type Feed = {
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly state: 'ok' | 'silent' | 'broken' | 'unheard';
  readonly lastHeard: string | null;
  readonly failure: { readonly at: string; readonly message: string } | null;
};

/** A feed is late by minutes, not by seconds. */
const EVERY = 15_000;

/** The feeds as of the last answer; what could not be asked is left as it was, the badge says that we are offline. */
function useFeeds(): readonly Feed[] {
  const [feeds, setFeeds] = useState<readonly Feed[]>([]);
  useEffect(() => {
    let isGone = false;
    const ask = async (): Promise<void> => {
      const answer = await api<{ readonly feeds: readonly Feed[] }>('/api/feeds');
      if (answer.ok && !isGone) setFeeds(answer.value.feeds);
    };
    void ask();
    const timer = setInterval(() => void ask(), EVERY);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, []);
  return feeds;
}

export function FeedsNotice() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const troubled = useFeeds().filter(({ state }) => state === 'silent' || state === 'broken');
  if (troubled.length === 0) return null;
  return (
    <section className="feeds" aria-label={t('desk.feeds')}>
      <h3 className="layer-group">{t('desk.feeds')}</h3>
      <ul>
        {troubled.map((feed) => (
          <li key={feed.id} className="feed">
            <strong>{nameIn(feed, language) ?? feed.id}</strong>
            <span className="layer-age">
              {feed.state === 'broken' && feed.failure !== null
                ? t('desk.feedBroken', { time: shortTime(feed.failure.at), why: feed.failure.message })
                : t('desk.feedSilent', {
                    time: feed.lastHeard === null ? t('app.unknown') : shortTime(feed.lastHeard),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
