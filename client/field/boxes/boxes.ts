// Boxes of tubes from hand to hand: what a code on a box says, where a box stands as far as this phone knows, what comes next.
import type { BoxEntity } from '#shared/subject/box.ts';
import type { Entry } from '../outbox/entry.ts';

export const BOX_STEPS = ['sealed', 'handed', 'received'] as const;
export type BoxStep = (typeof BOX_STEPS)[number];

/** What a code says; a plain one says the number of the box and no more. */
export type BoxCode = {
  readonly boxId: string;
  readonly tubes?: number;
  readonly siteId?: string;
  readonly labId?: string;
};

const MARK = 'CORDON-BOX:';
/** As the server takes an id (shared/schema.ts). */
const isId = (text: string): boolean => text.length > 0 && text.length <= 128 && !/\p{Cc}/u.test(text);

/** The code that this phone shows: whoever reads it needs no network to know what is in the box. */
export function writeCode({ boxId, tubes, siteId, labId }: BoxCode): string {
  const said = new URLSearchParams({ box: boxId });
  if (tubes !== undefined) said.set('tubes', String(tubes));
  if (siteId !== undefined) said.set('site', siteId);
  if (labId !== undefined) said.set('lab', labId);
  return MARK + said.toString();
}

/** @param text as read or typed @returns undefined where it is no number of a box */
export function readCode(text: string): BoxCode | undefined {
  const plain = text.trim();
  if (!plain.startsWith(MARK)) return isId(plain) ? { boxId: plain } : undefined;
  const said = new URLSearchParams(plain.slice(MARK.length));
  const boxId = said.get('box') ?? '';
  if (!isId(boxId)) return undefined;
  const [tubes, siteId, labId] = [said.get('tubes'), said.get('site'), said.get('lab')];
  return {
    boxId,
    ...(tubes !== null && /^\d{1,6}$/.test(tubes) ? { tubes: Number(tubes) } : {}),
    ...(siteId !== null && isId(siteId) ? { siteId } : {}),
    ...(labId !== null && isId(labId) ? { labId } : {}),
  };
}

/** A box without a printed code: short enough to be written on it by hand, in letters nobody mistakes. */
export function newBoxId(random: Uint8Array): string {
  const letters = 'ACDEFGHJKLMNPQRTUVWXY34679';
  return `X-${[...random].map((byte) => letters[byte % letters.length]).join('')}`;
}

/** What is known of a box: of the server, of the code that was read, of what this phone said and nobody answered yet. */
export type BoxKnown = BoxCode & { readonly step?: BoxStep; readonly at?: string };

export function boxKnown(code: BoxCode, told: BoxEntity | undefined, entries: readonly Entry[]): BoxKnown {
  let known: BoxKnown = code;
  if (told !== undefined) {
    const { status, tubes, tubesSealed, siteId, labId } = told;
    const at = told.receivedAt ?? told.handedAt ?? told.sealedAt;
    known = { ...known, ...defined({ tubes: tubesSealed ?? tubes, siteId, labId, at }), step: status };
  }
  for (const { report, end } of entries.toReversed()) {
    if (end === 'refused') continue;
    const step = BOX_STEPS.find((one) => report.kind === `box.${one}`);
    const data = report.data as { boxId?: string; tubes?: number; siteId?: string; labId?: string };
    if (step === undefined || data.boxId !== code.boxId || rank(step) < rank(known.step)) continue;
    const tubes = step === 'received' && known.tubes !== undefined ? known.tubes : data.tubes;
    known = { ...known, ...defined({ tubes, siteId: data.siteId, labId: data.labId }), step, at: report.observedAt };
  }
  return known;
}

const rank = (step: BoxStep | undefined): number => (step === undefined ? -1 : BOX_STEPS.indexOf(step));

/** What usually comes after it; a box that was received stays received. */
export const nextStep = (step: BoxStep | undefined): BoxStep =>
  BOX_STEPS[Math.min(rank(step) + 1, BOX_STEPS.length - 1)] as BoxStep;

const defined = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
