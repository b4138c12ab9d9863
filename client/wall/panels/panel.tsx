// A panel answers one question: a title, one large number, a sentence, then detail.
import type { ReactNode } from 'react';

type Props = {
  readonly title: string;
  readonly sub?: ReactNode;
  readonly children: ReactNode;
};

export function Panel({ title, sub, children }: Props) {
  return (
    <section className="wall-panel" aria-label={title}>
      <h2>
        {title} {sub !== undefined && <small>{sub}</small>}
      </h2>
      {children}
    </section>
  );
}
