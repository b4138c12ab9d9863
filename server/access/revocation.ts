// The end of a grant, told at once to those who hold something open for it (the socket gateway cuts its connections).
import type { Principal } from './principal.ts';

export type Grant = Principal['grant'];

export type RevokedReason =
  | 'signed-out'
  | 'expired'
  | 'replaced' // too many sessions of one account, or a new demonstration key or password
  | 'rights-changed'
  | 'password-changed'
  | 'account-disabled'
  | 'key-revoked'
  | 'link-revoked';

export type RevokedListener = (grant: Grant, reason: RevokedReason) => void;

export class Revocations {
  readonly #boxes = new Set<{ readonly listener: RevokedListener }>();

  /** @returns how to stop listening */
  add(listener: RevokedListener): () => void {
    const box = { listener };
    this.#boxes.add(box);
    return () => {
      this.#boxes.delete(box);
    };
  }

  tell(grant: Grant, reason: RevokedReason): void {
    for (const { listener } of this.#boxes) {
      try {
        listener(grant, reason);
      } catch (error) {
        // A bug in one listener must not keep the others from cutting their connections; it is uncaught, as bugs are.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
