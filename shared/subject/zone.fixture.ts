// A log of zone steps told by a few people, folded as the server folds it.
import { advance, type Projected } from '../project.ts';
import type { Kind } from '../report.ts';
import { Situation } from '../situation.ts';
import { eventOf, MORNING, opIdOf, report } from '../testing.ts';
import { HOUR } from '../time.ts';
import type { Zone } from './zone.ts';

export type Told = { readonly by?: string; readonly hour?: number; readonly recordedHour?: number };

/** Hours since the morning of the fixture. */
export const hourOf = (hour: number): string => new Date(MORNING + hour * HOUR).toISOString();

export const ORDER = {
  authority: 'command',
  legalBasis: 'law',
  orderNo: '1',
  expiresAt: hourOf(24 * 30),
  objectionChannel: 'hotline',
};

export class Teller {
  readonly situation = new Situation();

  /** @returns the outcome; who speaks is "a" unless said, an hour after the last */
  say(kind: Kind, data: object, { by = 'a', hour, recordedHour }: Told = {}): Projected['outcome'] {
    const seq = this.situation.seq + 1;
    const at = hour ?? seq / 100;
    const said = report(kind, data, { observedAt: hourOf(at), opId: opIdOf(seq) });
    const event = { ...eventOf(seq, said, by), recordedAt: hourOf(recordedHour ?? at) };
    return advance(this.situation, event).outcome;
  }

  zone(id = 'z'): Zone {
    const zone = this.situation.get('zones', id);
    if (zone === undefined) throw new Error(`no zone ${id}`);
    return zone;
  }

  /** Through four eyes into force. */
  active(id = 'z', more: object = {}): this {
    this.say('zone.proposed', { id, policyId: 'p', level: 'high', areaIds: ['x'], reason: 'cases', ...more });
    this.say('zone.submitted', { id });
    this.say('zone.approved', { id, ...ORDER }, { by: 'b' });
    this.say('zone.published', { id }, { by: 'b' });
    return this;
  }
}

export const codeOf = (outcome: Projected['outcome']): string =>
  outcome.state === 'refused' || outcome.state === 'conflict' ? outcome.problem.code : outcome.state;
