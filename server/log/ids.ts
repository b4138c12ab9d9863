// An operation's id as the log stores it: 16 bytes instead of 36 characters, in two indexes a million times over.
import { hash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID's own bytes (upper and lower case are one id); of any other text, the first 16 bytes of its SHA-256. */
export const opIdBytes = (opId: string): Uint8Array =>
  UUID.test(opId)
    ? Buffer.from(opId.replaceAll('-', ''), 'hex')
    : hash('sha256', `opId ${opId}`, 'buffer').subarray(0, 16);

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
