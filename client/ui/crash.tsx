// A component that throws must not leave a white page: say what happened and offer the way out.

import i18next from 'i18next';
import { Component, type ReactNode } from 'react';
import { Message } from './message.tsx';

/** Wall milliseconds, spread so that the screens of a hall do not come back in one instant. */
const [AGAIN_AFTER, SPREAD] = [10_000, 10_000];

type Props = { readonly children: ReactNode };

export class Crash extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  /** Nobody stands at a wall to press the button. */
  override componentDidCatch() {
    if (document.documentElement.dataset.door !== 'wall') return;
    setTimeout(() => location.reload(), AGAIN_AFTER + Math.random() * SPREAD);
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Message text={i18next.t('app.crashed')}>
        <code>{error.message}</code>
        <button type="button" className="button button-primary" onClick={() => location.reload()}>
          {i18next.t('app.reload')}
        </button>
      </Message>
    );
  }
}
