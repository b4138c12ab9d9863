// The glyphs of everything a screen may have to say when it cannot reach the server any more: fonts come in pieces, and
// the piece with the word for OFFLINE must not be the one that was never fetched.
import { FRESHNESS_TERMS } from '#shared/terms/codes.ts';
import { zh } from './zh.ts';

const WORDS = [
  ...Object.values(zh.state),
  ...Object.values(FRESHNESS_TERMS).map((term) => term.zh),
  zh.desk.veil,
  zh.desk.veilHint,
  zh.app.unreachable,
  zh.app.crashed,
  zh.signIn.revoked,
  zh.signIn.ended,
].join('');

/** Call once the font rules are there. */
export async function loadWarnings(): Promise<void> {
  // A piece that cannot be had now is asked for again when it is shown.
  await Promise.allSettled(
    [400, 500, 700].map((weight) => document.fonts.load(`${weight} 16px "Noto Sans SC"`, WORDS)),
  );
}
