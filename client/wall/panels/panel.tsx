// A panel answers one question: a title, one large number, a sentence, then detail; and whose numbers they are, how old.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../connection/browser-connection.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useNow } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { ageOf } from '../../ui/format.ts';

type Props = {
  readonly title: string;
  readonly sub?: ReactNode;
  /** the figure whose source and age stand for the panel */
  readonly by?: string;
  readonly children: ReactNode;
};

export function Panel({ title, sub, by, children }: Props) {
  return (
    <section className="wall-panel" aria-label={title}>
      <h2>
        {title} {sub !== undefined && <small>{sub}</small>}
      </h2>
      {children}
      {by !== undefined && <Source id={by} />}
    </section>
  );
}

/** Age and source of the figures of a panel, in the smallest text a hall can read. */
function Source({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const now = useNow(30_000);
  const figure = useFigure(id);
  if (figure === undefined || figure.asOf === null) return null;
  const [first = ''] = figure.source.split(' ');
  const name = nameOf(situation.copy, 'sources', first, language);
  // A figure made of others names no feed: its age alone is told.
  const isFeed = situation.copy.get('sources', first) !== undefined;
  return (
    <p className="wall-source" data-state={figure.state}>
      {t('wall.source', { name: isFeed ? name : '', age: ageOf(figure.asOf, now, language) }).trim()}
    </p>
  );
}
