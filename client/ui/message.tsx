// One sentence in the middle of an empty page, and at most one thing to do about it.
import './message.css';
import type { ReactNode } from 'react';

export function Message(props: { readonly text: string; readonly isQuiet?: boolean; readonly children?: ReactNode }) {
  return (
    <main className={props.isQuiet === true ? 'message message-quiet' : 'message'}>
      <p>{props.text}</p>
      {props.children}
    </main>
  );
}
