// Every reason for which Cordon says no, as a stable code. Texts for people are in terms.ts; machines read the code.

export const ERROR_CODES = [
  // the envelope
  'malformed', // not JSON, not an object, a report without kind or opId
  'too-deep', // nested beyond what any report needs
  'too-large', // body, file, row or geometry over its limit
  'forbidden-key', // __proto__, constructor, prototype
  // a field of a report
  'unknown-kind',
  'unknown-field',
  'missing-field',
  'invalid-value',
  'not-finite', // NaN, 1e999
  'out-of-range', // latitude 91, a negative count
  'swapped-axes', // [latitude, longitude]
  'unknown-datum',
  'bad-time',
  'bad-geometry', // not a valid RFC 7946 / OGC geometry; the message names which rule
  // against the state
  'op-id-reused',
  'unknown-entity',
  'slot-overlap',
  'falling-count', // a cumulative count that is less than it was
  'round-closed', // its figures stand, and the key of its persons is destroyed
  'conflict', // somebody else changed the same field since baseVersion
  'bad-transition',
  'four-eyes',
  'no-expiry',
  'blocks-emergency-route',
  'policy-forbids',
  'incident-clock', // a second clock for one log
  // against the rights
  'unauthenticated',
  'forbidden',
  'not-found',
  'rate-limited',
  'bad-origin',
  // a file
  'bad-encoding', // bytes that are not valid in the encoding named
  'unclosed-quote',
  'bad-row',
  'duplicate-id', // two rows of one file share an id and disagree
  'unknown-column',
  'unsupported-format',
  'lookup-failed',
  'empty-file',
  // the machine
  'disk-full',
  'stopping',
  'resync',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * One reason for one refusal.
 * `field` is a path into what was sent, dotted (`data.position.1`); absent when the whole thing is meant.
 */
export type Problem = { readonly code: ErrorCode; readonly field?: string; readonly message: string };

export const problem = (code: ErrorCode, message: string, field?: string): Problem =>
  field === undefined ? { code, message } : { code, field, message };
