// Several people over one draft, in any order of looking and saying: nobody's work goes unseen, and every word is kept.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, Teller } from './zone.fixture.ts';

/** Somebody looks at the draft as it stands, or says what they made of it when they last looked. */
const act = fc.record({
  who: fc.constantFrom('a', 'b', 'c'),
  does: fc.constantFrom('looks', 'edits', 'edits', 'edits unseen', 'submits'),
});

describe('edits of one draft at the same time', () => {
  it('take effect only over what their author has seen; all others stand beside it as a choice', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
        const teller = new Teller();
        const draft = (reason: string) => ({ id: 'z', policyId: 'p', level: 'high', areaIds: ['x'], reason });
        teller.say('zone.proposed', draft('first'));
        const seen = new Map<string, number>();
        let [stands, version, isSubmitted] = ['first', 1, false];
        const aside: string[] = [];
        for (const [n, { who, does }] of acts.entries()) {
          const known = seen.get(who);
          if (does === 'looks') {
            seen.set(who, teller.zone().version);
            continue;
          }
          const said = `${who} ${n}`;
          const named = does === 'edits unseen' || known === undefined ? {} : { version: known };
          const kind = does === 'submits' ? 'zone.submitted' : 'zone.proposed';
          const data = does === 'submits' ? { id: 'z', ...named, reason: said } : { ...draft(said), ...named };
          const outcome = codeOf(teller.say(kind, data, { by: who }));
          const isStale = 'version' in named ? known !== version : does !== 'submits' && !isSubmitted;
          if (isStale) {
            expect(outcome).toBe('conflict');
            aside.push(said);
          } else if (isSubmitted) expect(outcome).toBe('bad-transition');
          else {
            expect(outcome).toBe('applied');
            version += 1;
            if (does === 'submits') isSubmitted = true;
            else stands = said;
            // Who said it knows what stands now.
            seen.set(who, version);
          }
          expect(teller.zone()).toMatchObject({ version, reason: stands });
        }
        const kept = [...teller.situation.all('conflicts').values()];
        expect(kept.map(({ mine }) => (mine as { reason: string }).reason).sort()).toEqual(aside.sort());
        expect(kept.every(({ status }) => status === 'open')).toBe(true);
        expect(teller.zone().steps).toHaveLength(version);
      }),
      { numRuns: 200 },
    );
  });
});
