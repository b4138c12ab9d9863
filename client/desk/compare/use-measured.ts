// The figures of each column: what is drawn is measured, what a rule would draw is asked for; again when either changes.
import { useEffect, useState } from 'react';
import { err, ok, type Result } from '#shared/result.ts';
import { situation } from '../../connection/browser-connection.ts';
import { type ApiProblem, api, json } from '../../connection/http.ts';
import { nowInSituation } from '../../store/hooks.ts';
import { type Alternative, measureFence } from '../../store/proposal-store.ts';
import { useDrafts } from '../draw/drafts.ts';
import { type Choice, evidence } from './columns.ts';

export type Measured = Result<Alternative, ApiProblem> | undefined;

/** @param policyId the rule to measure by; the one in force where it is left out */
export function useMeasured({ kind, id }: Choice, policyId: string | undefined): Measured {
  const geometry = useDrafts((state) => (kind === 'draft' ? state.drafts.get(id)?.geometry : undefined));
  const version = kind === 'zone' ? (situation.copy.get('zones', id)?.version ?? 0) : 0;
  const [measured, setMeasured] = useState<Measured>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the zone is measured again with each of its versions
  useEffect(() => {
    const stop = new AbortController();
    setMeasured(undefined);
    void ask(kind, id, geometry, policyId, stop.signal).then((answer) => {
      if (!stop.signal.aborted) setMeasured(answer);
    });
    return () => stop.abort();
  }, [kind, id, geometry, policyId, version]);
  return measured;
}

async function ask(
  kind: Choice['kind'],
  id: string,
  geometry: Alternative['geometry'] | undefined,
  policyId: string | undefined,
  signal: AbortSignal,
): Promise<Result<Alternative, ApiProblem>> {
  const caseIds = evidence(situation.copy, nowInSituation());
  const rule = policyId === undefined ? {} : { policyId };
  if (kind === 'draft' && geometry !== undefined) return measureFence({ geometry, caseIds, ...rule }, signal);
  if (kind === 'rule') {
    if (caseIds.length === 0) return err({ code: 'missing-field', status: 0 });
    const answer = await api<{ readonly alternatives: readonly Alternative[] }>('/api/zones/propose', {
      ...json('POST', { caseIds, policyId: id }),
      signal,
    });
    if (!answer.ok) return answer;
    const [least] = answer.value.alternatives;
    return least === undefined ? err({ code: 'not-found', status: 200 }) : ok(least);
  }
  const zone = situation.copy.get('zones', id);
  if (zone === undefined) return err({ code: 'not-found', status: 404 });
  const what =
    (zone.areaIds ?? []).length > 0
      ? { areaIds: zone.areaIds ?? [] }
      : zone.geometry === undefined
        ? {}
        : { geometry: zone.geometry };
  return measureFence({ ...what, caseIds, ...rule }, signal);
}
