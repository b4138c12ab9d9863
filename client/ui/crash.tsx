// A component that throws must not leave a white page: say what happened and offer the way out.

import i18next from 'i18next';
import { Component, type ReactNode } from 'react';
import { Message } from './message.tsx';

type Props = { readonly children: ReactNode };

export class Crash extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
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
