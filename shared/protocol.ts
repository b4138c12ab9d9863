// The wire: every message between server and screens. Change anything here (or in a report or an entity) and the
// test of this file fails until PROTOCOL_VERSION is raised; old screens are then told to reload, never fed nonsense.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import type { Delta } from './delta.ts';
import { Exact, Maybe, Text } from './schema.ts';
import type { Layer } from './situation.ts';

export const PROTOCOL_VERSION = 10;

/** Where a reader stands: which history, how far, and with which rights. Any mismatch has one answer: resync. */
export const Cursor = Exact({
  epoch: Type.String({ minLength: 1, maxLength: 64 }),
  seq: Type.Integer({ minimum: 0 }),
  view: Type.String({ minLength: 1, maxLength: 64 }),
});
export type Cursor = Static<typeof Cursor>;

/** west, south, east, north in degrees, WGS-84. */
export const Bbox = Type.Unsafe<readonly [number, number, number, number]>({
  type: 'array',
  items: { type: 'number' },
  minItems: 4,
  maxItems: 4,
});
export type Bbox = Static<typeof Bbox>;

/** What of all it may see a screen wants at all: of some layers, and of these what touches a box or says no place. */
export const Scope = Exact({
  layers: Maybe(Type.Array(Text(40), { maxItems: 60 })),
  bbox: Maybe(Bbox),
  /** what the box does not cut: a layer, or one type of it (`sites/laboratory`) */
  whole: Maybe(Type.Array(Text(80), { maxItems: 60 })),
});
export type Scope = Static<typeof Scope>;

export const Subscribe = Exact({ ...Cursor.properties, ...Scope.properties });
export type Subscribe = Static<typeof Subscribe>;

export const RESYNC_REASONS = ['epoch', 'view', 'too-old', 'ahead', 'malformed', 'not-ready'] as const;
export type ResyncReason = (typeof RESYNC_REASONS)[number];

export type SubscribeAnswer = { readonly mode: 'live' } | { readonly mode: 'resync'; readonly reason: ResyncReason };

/** `n` counts the deltas of one connection from 1; acknowledging it gives the server credit for the next. */
export type DeltaFrame = { readonly n: number } & Delta;

export type Heartbeat = {
  readonly head: number;
  readonly serverTime: string;
  readonly asOf: { readonly [L in Layer]?: string };
  /** of the subscribed set at `head`; compare only when the copy stands at `head` */
  readonly digest: string;
};

export type ServerToClient = {
  delta: (frame: DeltaFrame, acknowledge: () => void) => void;
  heartbeat: (heartbeat: Heartbeat) => void;
  lagging: (where: { readonly head: number }) => void;
  revoked: (why: { readonly reason: string }) => void;
};
export type ClientToServer = {
  subscribe: (where: Subscribe, answer: (answer: SubscribeAnswer) => void) => void;
};

export const HEARTBEAT_EVERY = 5_000;
