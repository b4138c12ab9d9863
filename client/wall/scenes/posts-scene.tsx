// The scene of checkpoints: each with what passed in and out today, the one-way ones first.
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { FigureText } from '../../ui/figure-text.tsx';
import { number } from '../../ui/format.ts';
import { nameIn } from '../../ui/name-in.ts';
import { Panel } from '../panels/panel.tsx';
import { PostsPanel } from '../panels/posts-panel.tsx';
import { unbroken } from '../unbroken.ts';

/** Latin names mostly take a line of their own. */
const MOST = { zh: 14, en: 9 } as const;

export function PostsScene() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  useVersion('checkpoints');
  const posts = [...situation.copy.all('checkpoints').values()].map((post) => ({
    post,
    in: post.totals?.in?.vehicles,
    out: post.totals?.out?.vehicles,
  }));
  const most = MOST[language];
  const isOneWay = (row: (typeof posts)[number]) => row.in === undefined || row.out === undefined;
  const passed = (row: (typeof posts)[number]) => (row.in ?? 0) + (row.out ?? 0);
  posts.sort((a, b) => Number(isOneWay(b)) - Number(isOneWay(a)) || passed(b) - passed(a));
  const top = Math.max(1, ...posts.flatMap((row) => [row.in ?? 0, row.out ?? 0]));
  return (
    <>
      <PostsPanel withCharge />
      <Panel title={t('wall.posts.flow')} sub={t('wall.posts.flowSub')}>
        <p>
          {t('wall.posts.turnedBack')}{' '}
          <b>
            <FigureText id="checkpoints.turnBackVehicles" shape="share" />
          </b>
          {posts.length > most && ` · ${unbroken(t('wall.round.more', { shown: most, total: posts.length }))}`}
        </p>
        <ul className="wall-rows wall-flows">
          {posts.slice(0, most).map((row) => (
            <li key={row.post.id} data-strong={isOneWay(row)}>
              <a href={`/desk?sel=checkpoints/${encodeURIComponent(row.post.id)}`}>
                <span className="wall-cut">{nameIn(row.post, language)}</span>
                <span className="wall-both">
                  <Flow value={row.in} most={top} />
                  <Flow value={row.out} most={top} />
                </span>
              </a>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

/** A direction nobody counts is said to be one: it is not an empty bar. */
function Flow({ value, most }: { readonly value: number | undefined; readonly most: number }) {
  const { t } = useTranslation();
  if (value === undefined) return <span className="wall-flow muted">{t('wall.posts.notCounted')}</span>;
  return (
    <span className="wall-flow">
      <span className="wall-bar-track" aria-hidden>
        <span className="wall-bar-fill" style={{ width: `${(100 * value) / most}%` }} />
      </span>
      {number(value)}
    </span>
  );
}
