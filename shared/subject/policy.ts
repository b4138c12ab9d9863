// Policies: which rule set a place chose, from when to when, and the content each had when it was chosen. The rules
// themselves are data (data/policies); the log keeps every version that was ever in force.
import type { Static } from 'typebox';
import * as Type from 'typebox/type';
import { Exact, Id, Maybe, Text, Time } from '../schema.ts';
import { applied, type Classes, type Folds, type Stamp } from './subject.ts';
import { fieldsOf, put } from './upsert.ts';

const Adopted = Exact({ policyId: Id, areaId: Id, from: Time, to: Maybe(Time) });
/** Said by the server alone, right before an adoption, and when the file of an adopted policy has changed. */
const Registered = Exact({ id: Id, digest: Text(64), content: Type.Unknown() });
export const policyReports = { 'policy.adopted': Adopted, 'policy.registered': Registered };

export type Adoption = Stamp & Static<typeof Adopted>;

export const policyClasses: Classes<Adoption> = { policyId: 'L0', areaId: 'L0', from: 'L0', to: 'L0' };

/** Every version of one policy that the log knows, the latest last. Never leaves the server as an entity. */
export type Rule = Stamp & { readonly versions: readonly { readonly digest: string; readonly content: unknown }[] };
export const ruleClasses: Classes<Rule> = { versions: 'never' };

/** What stands ordered for one area, for folds, which look up by id: policies adopted for it, and the last hold over it. */
export type AreaOrders = Stamp & {
  readonly adopted?: readonly { readonly policyId: string; readonly from: string; readonly to?: string }[];
  readonly held?: { readonly zoneId: string; readonly at: string };
};
export const areaOrderClasses: Classes<AreaOrders> = { adopted: 'never', held: 'never' };

export const policyFolds: Folds<typeof policyReports> = {
  'policy.adopted': (situation, { data }) => {
    const { policyId, areaId, from, to } = data;
    const orders = situation.get('areaOrders', areaId);
    const others = orders?.adopted?.filter((known) => known.policyId !== policyId || known.from !== from) ?? [];
    const adopted = [...others, to === undefined ? { policyId, from } : { policyId, from, to }];
    return applied(
      put('policies', `${policyId}|${areaId}|${from}`, data),
      put('areaOrders', areaId, { ...(orders === undefined ? {} : fieldsOf<'areaOrders'>(orders)), adopted }),
    );
  },
  'policy.registered': (situation, { data: { id, digest, content } }) => {
    const versions = situation.get('rules', id)?.versions ?? [];
    if (versions.at(-1)?.digest === digest) return applied();
    const others = versions.filter((known) => known.digest !== digest);
    return applied(put('rules', id, { versions: [...others, { digest, content }] }));
  },
};
