// One step of a zone as a form: what it affects in one sentence, what must be said, and what to do when somebody was faster.
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entities } from '#shared/situation.ts';
import { DAY } from '#shared/time.ts';
import { situation } from '../../../../connection/browser-connection.ts';
import { newId, type Saying, saying, sendAll } from '../../../../connection/send-report.ts';
import { nowInSituation } from '../../../../store/hooks.ts';
import { fieldTime } from '../../../../ui/format.ts';
import { useProblemText } from '../../../../ui/problem-text.ts';
import type { HeldShown } from '../answers.ts';
import { Clash } from './clash.tsx';
import { HeldSentence } from './held-sentence.tsx';
import { dataOf, EMPTY, type Lack, type Values } from './step-data.ts';
import { StepFields } from './step-fields.tsx';
import type { StepVerb } from './verbs.ts';

type Zone = Entities['zones'];
type Props = {
  readonly verb: StepVerb;
  readonly zone: Zone;
  readonly held: HeldShown | undefined;
  readonly onEnd: () => void;
};
/** Steps that free people, steps that hold them, and steps that do neither. */
const FREES: ReadonlySet<StepVerb> = new Set<StepVerb>(['released']);
const QUIET: ReadonlySet<StepVerb> = new Set<StepVerb>(['returned', 'cancelled']);

export function StepForm({ verb, zone, held, onEnd }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  // The version that is decided on is the one that was looked at, until the newer one has been looked at as well.
  const [base, setBase] = useState(zone);
  const [values, setValues] = useState<Values>(() => startOf(verb, zone));
  const [isSending, setSending] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const unsent = useRef<{ readonly key: string; readonly said: Saying } | undefined>(undefined);
  const isStale = zone.version !== base.version;

  const lackText = ({ lack }: Lack): string => {
    if (lack === 'time') return t('fence.step.badTime');
    if (lack === 'part') return t('fence.step.partAll');
    return t('fence.step.missing', { what: lack.map((field) => t(`fence.step.${field}`)).join(' · ') });
  };
  const change = (next: Values) => {
    setValues(next);
    // What was missing may be there now; it is said again when it is not.
    setWrong(undefined);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const now = nowInSituation();
    const data = dataOf(verb, zone, values, { version: base.version, now, newId: () => `zone-${newId()}` });
    if (!data.ok) {
      setWrong(lackText(data.error));
      return;
    }
    // The same form sent again after a lost answer is the same report: it counts once.
    const key = JSON.stringify([base.version, Object.entries(values), [...values.areaIds]]);
    const said = unsent.current?.key === key ? unsent.current.said : saying(`zone.${verb}`, data.value as never, now);
    unsent.current = { key, said };
    setSending(true);
    setWrong(undefined);
    const answer = await sendAll([said]);
    setSending(false);
    const refused = answer.ok ? answer.value[0] : answer.error;
    if (refused === undefined) onEnd();
    else if (refused.code === 'unreachable') setWrong(t('fence.step.retry'));
    else {
      unsent.current = undefined;
      setWrong(refused.detail === undefined ? textOf(refused) : `${textOf(refused)} (${refused.detail})`);
    }
  };
  const isPart = verb === 'released' && values.areaIds.size > 0;
  const areaIds = (zone.areaIds ?? []).filter((id) => !isPart || values.areaIds.has(id));
  const figures = isPart ? sumOf(held, values.areaIds) : held;
  return (
    <form className="step-form" aria-label={t(`fence.step.${verb}`)} onSubmit={(event) => void submit(event)}>
      <h3>{t(`fence.step.${verb}`)}</h3>
      {figures !== undefined && !QUIET.has(verb) && (
        <p className="propose-sentence">
          <HeldSentence
            held={figures}
            areaIds={areaIds}
            gates={(held?.gates.length ?? 0) + (held?.leaks.length ?? 0)}
            isFreed={FREES.has(verb)}
          />
        </p>
      )}
      <StepFields verb={verb} zone={zone} values={values} onChange={change} />
      {isStale && (
        <Clash
          mine={base}
          theirs={zone}
          onGoOn={() => {
            setBase(zone);
            setWrong(undefined);
          }}
          onLeave={onEnd}
        />
      )}
      {wrong !== undefined && !isStale && (
        <p className="notice" role="alert">
          {wrong}
        </p>
      )}
      <div className="propose-buttons">
        <button type="submit" className="button button-primary" disabled={isSending || isStale}>
          {isSending ? t('fence.step.sending') : t('fence.step.confirmed', { verb: t(`fence.step.${verb}`) })}
        </button>
        <button type="button" className="button" onClick={onEnd}>
          {t('fence.cancel')}
        </button>
      </div>
    </form>
  );
}

/** Of some pieces only; null where one of them was never counted. */
function sumOf(held: HeldShown | undefined, areaIds: ReadonlySet<string>): Pick<HeldShown, 'persons' | 'households'> {
  const pieces = (held?.pieces ?? []).filter(({ areaId }) => areaIds.has(areaId));
  const sum = (of: 'persons' | 'households') =>
    pieces.reduce<number | null>((all, piece) => (all === null || piece[of] === null ? null : all + piece[of]), 0);
  return { persons: sum('persons'), households: sum('households') };
}

/** [P] An order runs a week at first; shorter or longer is a person's word. */
const USUAL = 7 * DAY;

/** Authority, basis and channel seldom change from one order to the next: those of the latest are offered. */
function startOf(verb: StepVerb, zone: Zone): Values {
  const until = { expiresAt: fieldTime(nowInSituation() + USUAL) };
  if (verb === 'extended') return { ...EMPTY, ...until };
  if (verb !== 'approved') return EMPTY;
  const latest = [...situation.copy.all('zones').values()]
    .filter((other) => other.id !== zone.id && other.authority !== undefined && other.recorded !== true)
    .sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))[0];
  const { authority = '', legalBasis = '', objectionChannel = '' } = latest ?? {};
  return { ...EMPTY, ...until, authority, legalBasis, objection: objectionChannel };
}
