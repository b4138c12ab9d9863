// The two clocks of a case: the eight hours from its preliminary positive, and the reports due after its positive result.
// Policies `positive-clock` (bj-hd-8h) and `report-clock` (cn-clock-2-4-8-12-24); domain 5.4, 5.5, HD-11, LS-43.
import { HOUR } from '../../time.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock, ClockStep, Needless, Ref } from './clock.ts';

/** Stages of a case that a clock asks for, by their names in a report. */
export type Stage =
  | 'located'
  | 'sampled'
  | 'sent'
  | 'tested'
  | 'reported'
  | 'networkReported'
  | 'coreInfo'
  | 'traced'
  | 'epiReported'
  | 'transferred'
  | 'homePermitted';

/** When something was done, ms, and by which entity we know. */
export type Done = { readonly at: number; readonly ref: Ref };

export type CaseFacts = {
  readonly id: string;
  /** ms; the first report that called it preliminary; undefined where it came as a positive at once */
  readonly preliminaryAt?: number;
  /** ms; the result that made it confirmed or asymptomatic; undefined while there is none */
  readonly positiveAt?: number;
  /** ms */
  readonly excludedAt?: number;
  readonly stages: { readonly [S in Stage]?: number };
  /** found while under control (domain 6.10 b) */
  readonly isControlled: boolean;
  readonly contacts: readonly {
    readonly id: string;
    readonly degree: 'close' | 'secondary';
    readonly controlledAt?: number;
  }[];
  /** admissions of the case itself */
  readonly admissions: readonly Done[];
  /** zones in force over the home, and tasks that put it under control, the earliest first */
  readonly controls: readonly Done[];
  /** disinfections of the case that were done */
  readonly disinfected: readonly Done[];
  /** jobs that were ordered, done or not */
  readonly disinfections: readonly Ref[];
  readonly isConnected: {
    readonly stages: boolean;
    readonly contacts: boolean;
    readonly transfers: boolean;
    readonly control: boolean;
    readonly disinfections: boolean;
  };
};

/** The five steps of the response, in their order (issue; the words of bj-hd-8h at its eighth hour). */
export const RESPONSE_STEPS = ['tracing', 'transfer', 'contacts', 'control', 'disinfection'] as const;
/**
 * Marks that bj-hd-8h proposes on the way [P], by their exact words: the closed set, nothing is parsed. They are shown with
 * the stage that meets them and decide nothing.
 */
const MARKS: Readonly<Record<string, Stage>> = {
  personsLocated: 'located',
  reportedAndHeldInPlace: 'reported',
  'coreInfo, risk points listed': 'coreInfo',
  contactsClassified: 'traced',
};

type Milestone = { readonly h: number; readonly do: string };
const hoursOf = (policy: Policy, name: string): readonly Milestone[] =>
  (policy[name] as readonly Milestone[] | undefined) ?? [];

/** Which stage meets which mark of the policy, and by when, ms after the start. */
export const marksOf = (policy: Policy): { readonly stage: Stage; readonly after: number }[] =>
  hoursOf(policy, 'milestonesProposed').flatMap(({ h, do: what }) =>
    Object.hasOwn(MARKS, what) ? [{ stage: MARKS[what]!, after: h * HOUR }] : [],
  );

/** @returns undefined for a case that was never positive, or under a policy without a limit */
export function responseClock(facts: CaseFacts, policy: Policy): Clock | undefined {
  const limit = policy['limitHours'];
  const start = facts.preliminaryAt ?? facts.positiveAt;
  if (start === undefined || typeof limit !== 'number') return undefined;
  const due = start + limit * HOUR;
  const { id, stages, isConnected, admissions, controls, disinfected, disinfections } = facts;
  const own: Ref = { layer: 'cases', id };
  const traced = marksOf(policy).find(({ stage }) => stage === 'traced');
  const moved = earliest([...admissions, ...stage(stages.transferred, own)]);
  const control = earliest(controls);
  const steps: ClockStep[] = [
    {
      step: 'tracing',
      due,
      ...(traced === undefined ? {} : { target: start + traced.after }),
      ...at(stages.traced),
      isConnected: isConnected.stages,
      evidence: [own],
    },
    {
      step: 'transfer',
      due,
      ...at(moved?.at),
      // A person found that the case may stay at home: nobody has to come for it.
      ...(stages.homePermitted === undefined ? {} : needless(stages.homePermitted, 'homePermitted')),
      isConnected: isConnected.transfers || isConnected.stages,
      evidence: moved === undefined ? [own] : [moved.ref],
    },
    contactsStep('contacts', 'close', due, facts),
    {
      step: 'control',
      due,
      // A place that was under control when the case was found there has been so from the start.
      ...at(control === undefined ? undefined : Math.max(start, control.at)),
      ...(facts.isControlled ? needless(start, 'underControl') : {}),
      isConnected: isConnected.control,
      evidence: control === undefined ? [] : [control.ref],
    },
    {
      step: 'disinfection',
      due,
      ...at(earliest(disinfected)?.at),
      isConnected: isConnected.disinfections,
      evidence: disinfections,
    },
  ];
  return { id: `response/${id}`, kind: 'response', start, due, steps, ...stopped(facts) };
}

/** What each milestone of the reporting clock is met by. A word that is not here is met by nothing we hold. */
const REPORTS: Readonly<Record<string, Stage | 'close' | 'secondary'>> = {
  networkReport: 'networkReported',
  coreInfoAndTrack: 'coreInfo',
  closeContactsInQuarantine: 'close',
  secondaryContactsControlled: 'secondary',
  firstEpiReport: 'epiReported',
};

/** @param hasSecondary false where the contact rule in force determines no secondary contacts (20 measures) */
export function reportClock(facts: CaseFacts, policy: Policy, hasSecondary = true): Clock | undefined {
  const { positiveAt: start, id, stages, isConnected } = facts;
  const milestones = hoursOf(policy, 'milestones');
  if (start === undefined || milestones.length === 0) return undefined;
  const steps = milestones.map(({ h, do: what }): ClockStep => {
    const due = start + h * HOUR;
    const by = Object.hasOwn(REPORTS, what) ? REPORTS[what] : undefined;
    if (by === 'close' || by === 'secondary') {
      const step = contactsStep(what, by, due, facts);
      return by === 'secondary' && !hasSecondary ? { ...step, ...needless(start, 'notDetermined') } : step;
    }
    const own = [{ layer: 'cases', id }];
    if (by === undefined) return { step: what, due, isConnected: false, evidence: own };
    return { step: what, due, ...at(stages[by]), isConnected: isConnected.stages, evidence: own };
  });
  const due = Math.max(...steps.map((step) => step.due));
  return { id: `report/${id}`, kind: 'report', start, due, steps, ...stopped(facts) };
}

/** Hours within which a contact has to be under control, by the reporting clock (HH-16: from found to controlled). */
export function contactLimit(policy: Policy, degree: 'close' | 'secondary'): number | undefined {
  return hoursOf(policy, 'milestones').find(({ do: what }) => REPORTS[what] === degree)?.h;
}

/**
 * All contacts of one degree under control. None at all is an answer only once tracing is done: before, it is silence.
 */
function contactsStep(name: string, degree: 'close' | 'secondary', due: number, facts: CaseFacts): ClockStep {
  const contacts = facts.contacts.filter((contact) => contact.degree === degree);
  const times = contacts.flatMap(({ controlledAt }) => controlledAt ?? []);
  const { traced } = facts.stages;
  const isAll = contacts.length > 0 && times.length === contacts.length;
  return {
    step: name,
    due,
    ...(isAll ? { doneAt: Math.max(...times) } : {}),
    ...(contacts.length === 0 && traced !== undefined && facts.isConnected.contacts
      ? needless(traced, 'noContacts')
      : {}),
    isConnected: facts.isConnected.contacts,
    ...(contacts.length === 0 ? {} : { of: { done: times.length, total: contacts.length } }),
    evidence: contacts.map(({ id }) => ({ layer: 'contacts', id })),
  };
}

const at = (time: number | undefined): { doneAt?: number } => (time === undefined ? {} : { doneAt: time });
const stage = (time: number | undefined, ref: Ref): Done[] => (time === undefined ? [] : [{ at: time, ref }]);
const needless = (since: number, why: Needless): Pick<ClockStep, 'needless'> => ({ needless: { since, why } });
const stopped = ({ excludedAt }: CaseFacts): { stoppedAt?: number } =>
  excludedAt === undefined ? {} : { stoppedAt: excludedAt };

function earliest(done: readonly Done[]): Done | undefined {
  return done.reduce<Done | undefined>((best, one) => (best === undefined || one.at < best.at ? one : best), undefined);
}
