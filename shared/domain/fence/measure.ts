// A fence that a person drew or changed, measured as an alternative is: people, openings, evidence, warnings. domain.md 6.7,
// steps 8 to 10. What the meter beside the map asks after each vertex.
import { type Problem, problem } from '../../errors.ts';
import type { Geometry } from '../../geo/geometry.ts';
import { err, ok, type Result } from '../../result.ts';
import { fenceDiff } from './diff.ts';
import { type Draft, drawnDraft, type FenceRule } from './drafts.ts';
import { type CaseSaid, type Evidence, evidenceOf } from './evidence.ts';
import type { Ground } from './ground.ts';
import { clean, unite } from './outline.ts';
import { type Alternative, alternativeOf, personsOf } from './propose.ts';
import { placeEvidence, topmost, unitsOf } from './units.ts';

export type MeasureQuestion = {
  /** drawn by hand, WGS-84, valid; what lies in it is held */
  readonly geometry?: Geometry;
  /** address nodes, where nothing was drawn */
  readonly areaIds?: readonly string[];
  /** what it should cover; may be none */
  readonly cases: readonly CaseSaid[];
  readonly rule: FenceRule;
  /** address nodes of what it is compared with */
  readonly before?: readonly string[];
};

/** Pure. @returns `invalid-value` where nothing of it is on the map */
export function measureFence(question: MeasureQuestion, ground: Ground): Result<Alternative, Problem> {
  const { geometry, areaIds = [], cases, rule, before } = question;
  const evidence = evidenceOf(cases, rule);
  const draft = geometry === undefined ? namedDraft(areaIds, evidence, ground) : drawnDraft(geometry, evidence, ground);
  const made = alternativeOf(draft, evidence, personsOf(cases), rule, ground);
  if (made === undefined)
    return err(problem('invalid-value', 'nothing of this is on the map: it has no outline', 'areaIds'));
  return ok(before === undefined ? made : { ...made, diff: fenceDiff(before, made.areaIds, ground) });
}

/** Whole units by their names: their outline is that of their union. */
function namedDraft(areaIds: readonly string[], evidence: readonly Evidence[], ground: Ground): Draft {
  const held = topmost(
    areaIds.filter((id) => ground.area(id) !== undefined),
    ground,
  );
  const units = held.map((id) => ground.polygons(id)).filter((polygons) => polygons.length > 0);
  const placed = evidence.map((one) => placeEvidence(one, 'building', ground));
  const outline = units.length === 0 ? [] : clean(unite(units), { units, gates: [], isDrawn: false });
  return { unit: 'drawn', units: unitsOf(placed, ground), placed, areaIds: held, outline };
}
