// Restricted zones of Regulation (EU) 2020/687: days counted from the preliminary cleaning and disinfection, by disease.
import { DAY } from '../../time.ts';
import type { Policy } from '../policy/policy.ts';

export type DiseaseZones = {
  /** ms: until when each holds; measures of the surveillance zone go on inside the former protection zone */
  readonly protectionUntil: number;
  readonly protectionMeasuresUntil: number;
  readonly surveillanceUntil: number;
};

type Disease = {
  readonly code: string;
  readonly pzDays?: number;
  readonly pzExtraDays?: number | null;
  readonly szDays?: number | null;
};

/**
 * @param start preliminary cleaning and disinfection done, ms
 * @returns undefined where the policy knows no such disease, or counts it in months
 */
export function diseaseZones(policy: Policy, code: string, start: number): DiseaseZones | undefined {
  const disease = (policy['diseases'] as readonly Disease[] | undefined)?.find((known) => known.code === code);
  if (disease?.pzDays === undefined || disease.szDays === undefined || disease.szDays === null) return undefined;
  const { pzDays, pzExtraDays, szDays } = disease;
  return {
    protectionUntil: start + pzDays * DAY,
    protectionMeasuresUntil: start + (pzDays + (pzExtraDays ?? 0)) * DAY,
    surveillanceUntil: start + szDays * DAY,
  };
}
