// Whose numbers these are and how old: those that fell silent first and by name, then the oldest.
import { useTranslation } from 'react-i18next';
import { instant } from '#shared/time.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { listAddress } from '../../ui/figure-text.tsx';
import { ageOf, number } from '../../ui/format.ts';
import { nameIn } from '../../ui/name-in.ts';
import { Panel } from './panel.tsx';

type Feed = {
  readonly id: string;
  readonly properties: {
    readonly name: string;
    readonly nameEn?: string;
    readonly everySeconds: number;
    readonly state: string;
    readonly lastHeard?: string | null;
  };
};
type Sources = { readonly features: readonly Feed[] };

const MOST = 2;

export function FeedsPanel() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(10_000);
  const feeds = [...(useAnswer<Sources>('/api/sources?limit=200')?.features ?? [])];
  if (feeds.length === 0) return null;
  const isSilent = ({ properties }: Feed) => properties.state !== 'ok';
  const silent = feeds.filter(isSilent).length;
  // An age that is normal for one source is long for another: by how many of its own beats it is behind.
  const behind = ({ properties: { lastHeard, everySeconds } }: Feed) =>
    lastHeard == null ? Number.POSITIVE_INFINITY : (now - instant(lastHeard)) / everySeconds;
  feeds.sort((a, b) => Number(isSilent(b)) - Number(isSilent(a)) || behind(b) - behind(a));
  return (
    <Panel
      title={t('wall.feeds.title')}
      sub={
        <a href={listAddress('sources.silent')}>
          {silent === 0 ? (
            t('wall.feeds.allHeard', { n: number(feeds.length) })
          ) : (
            <b>{t('wall.feeds.silent', { n: number(silent) })}</b>
          )}
        </a>
      }
    >
      <ul className="wall-feeds">
        {feeds.slice(0, MOST).map((feed) => (
          <li key={feed.id} data-strong={isSilent(feed)}>
            <Phrases text={nameIn(feed.properties, language) ?? feed.id} />
            <span>
              {feed.properties.lastHeard == null
                ? t('wall.feeds.never')
                : ageOf(feed.properties.lastHeard, now, language)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What has no room goes phrase by phrase: “第一检测实验室 · 演…” helps nobody. */
function Phrases({ text }: { readonly text: string }) {
  const [first, ...more] = text.split(' · ');
  return (
    <span className="wall-cut wall-phrases">
      <span>{first}</span>
      {more.map((phrase) => (
        <span key={phrase}> · {phrase}</span>
      ))}
    </span>
  );
}
