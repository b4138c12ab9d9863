import { expect, it } from 'vitest';
import type { Entry } from './entry.ts';
import { isNeeded } from './send-photos.ts';

const PHOTO = `photo-${'a'.repeat(64)}`;
const entryOf = (more: Partial<Entry>, proof: readonly string[] = ['说明', PHOTO]): Entry => ({
  opId: 'op',
  seq: 1,
  report: { kind: 'task.done', data: { id: 't', proof } } as unknown as Entry['report'],
  account: 'field',
  savedAt: 0,
  putOff: 0,
  ...more,
});

it('keeps a photo for a report that waits or may be sent again by hand, and for no other', () => {
  expect(isNeeded(PHOTO, [entryOf({})])).toBe(true);
  expect(isNeeded(PHOTO, [entryOf({ end: 'refused' })])).toBe(true);
  expect(isNeeded(PHOTO, [])).toBe(false);
  expect(isNeeded(PHOTO, [entryOf({}, ['说明'])])).toBe(false);
  expect(isNeeded(PHOTO, [entryOf({ end: 'refused', isRead: true }), entryOf({ end: 'applied' })])).toBe(false);
});
