// One box of tubes: its code is read, typed or made; then it is sealed, handed on or received. What is known is not asked.
import { QrCode as CodeIcon, Keyboard, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './boxes.css';
import { BOX_STATUS_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { number, shortTime } from '../../ui/format.ts';
import { QrCode } from '../../ui/qr/qr-code.tsx';
import { QrReader } from '../../ui/qr/qr-reader.tsx';
import { useOutbox } from '../outbox/outbox.ts';
import { usePages } from '../pages.ts';
import { FormEnd } from '../report/form-end.tsx';
import { Stepper } from '../report/stepper.tsx';
import { TextLine } from '../report/text-line.tsx';
import { buzz, useReport } from '../report/use-report.ts';
import { SubPage } from '../sub-page.tsx';
import { BOX_STEPS, type BoxCode, type BoxKnown, boxKnown, newBoxId, nextStep, readCode, writeCode } from './boxes.ts';
import { useSites } from './use-sites.ts';

/** @param siteId where one stands, if the page was opened from there */
export function BoxPage({ siteId }: { readonly siteId: string | undefined }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const entries = useOutbox((state) => state.entries);
  useVersion('boxes');
  const [code, setCode] = useState<BoxCode>();
  const [shown, setShown] = useState<BoxCode>();
  const note = siteId === undefined ? undefined : nameOf(situation.copy, 'sites', siteId, language);
  if (shown !== undefined) return <Shown code={shown} />;
  return (
    <SubPage title={code === undefined ? t('forms.box.title') : t('forms.box.one', { id: code.boxId })} note={note}>
      {code === undefined ? (
        <CodeInput onCode={setCode} />
      ) : (
        <BoxForm
          key={code.boxId}
          known={boxKnown(code, situation.copy.get('boxes', code.boxId), entries)}
          siteId={siteId}
          onDone={setShown}
        />
      )}
    </SubPage>
  );
}

function CodeInput({ onCode }: { readonly onCode: (code: BoxCode) => void }) {
  const { t } = useTranslation();
  const [isReading, setReading] = useState(false);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const take = (text: string) => {
    const code = readCode(text);
    setWrong(code === undefined);
    if (code === undefined) return;
    buzz();
    onCode(code);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take(typed);
  };
  return (
    <div className="box-code">
      {isReading ? (
        <QrReader onText={take} />
      ) : (
        <button type="button" className="field-button field-button-primary box-read" onClick={() => setReading(true)}>
          <CodeIcon size={26} aria-hidden />
          {t('forms.box.read')}
        </button>
      )}
      <form onSubmit={submit}>
        <TextLine label={t('forms.box.type')} value={typed} onChange={setTyped} of="code" />
        <button type="submit" className="field-button" disabled={typed.trim() === ''}>
          <Keyboard size={22} aria-hidden />
          {t('forms.box.take')}
        </button>
      </form>
      {isWrong && (
        <p className="notice" role="alert">
          {t('forms.box.wrong')}
        </p>
      )}
      <button
        type="button"
        className="field-button"
        onClick={() => onCode({ boxId: newBoxId(crypto.getRandomValues(new Uint8Array(6))) })}
      >
        <Plus size={22} aria-hidden />
        {t('forms.box.make')}
      </button>
    </div>
  );
}

type FormProps = {
  readonly known: BoxKnown;
  readonly siteId: string | undefined;
  readonly onDone: (code: BoxCode) => void;
};

function BoxForm({ known, siteId, onDone }: FormProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { report, isFailed } = useReport();
  const [step, setStep] = useState(() => nextStep(known.step));
  const [tubes, setTubes] = useState(known.tubes);
  const here = siteId === undefined ? undefined : situation.copy.get('sites', siteId);
  const isLab = here?.type === 'laboratory';
  const [from, setFrom] = useState(known.siteId ?? (isLab ? undefined : siteId));
  const [lab, setLab] = useState(known.labId ?? (isLab ? siteId : undefined));
  const isFromAsked = step === 'sealed' && known.siteId === undefined && (siteId === undefined || isLab);
  const isLabAsked = step !== 'sealed' && known.labId === undefined && !isLab;
  const isReady = tubes !== undefined && (!isFromAsked || from !== undefined);
  const send = async () => {
    if (tubes === undefined) return;
    const said: BoxCode & { readonly tubes: number } = {
      boxId: known.boxId,
      tubes,
      ...(from === undefined ? {} : { siteId: from }),
      ...(lab === undefined || step === 'sealed' ? {} : { labId: lab }),
    };
    if (await report(`box.${step}`, said)) onDone(said);
  };
  const differs = step !== 'sealed' && known.tubes !== undefined && tubes !== undefined && tubes !== known.tubes;
  return (
    <>
      {known.step !== undefined && (
        <p className="field-note">
          {[
            term(BOX_STATUS_TERMS, known.step, language),
            ...(known.tubes === undefined ? [] : [t('field.tubes', { n: number(known.tubes) })]),
            ...(known.at === undefined ? [] : [shortTime(known.at)]),
          ].join(' · ')}
        </p>
      )}
      <div className="choices">
        {BOX_STEPS.map((one) => (
          <button key={one} type="button" className="choice" aria-pressed={step === one} onClick={() => setStep(one)}>
            {t(`forms.box.steps.${one}`)}
          </button>
        ))}
      </div>
      <Stepper
        label={t('forms.box.tubes')}
        was={known.tubes === undefined ? undefined : t('forms.box.sealedWith', { n: number(known.tubes) })}
        value={tubes}
        onChange={setTubes}
      />
      {differs && <p className="notice">{t('forms.box.differs', { n: number(known.tubes ?? 0) })}</p>}
      {isFromAsked && <SiteChoice kind="from" value={from} onChange={setFrom} />}
      {isLabAsked && <SiteChoice kind="lab" value={lab} onChange={setLab} />}
      <FormEnd isReady={isReady} isFailed={isFailed} onSend={() => void send()} />
    </>
  );
}

type ChoiceProps = {
  readonly kind: 'from' | 'lab';
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
};

function SiteChoice({ kind, value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const sites = useSites(kind);
  return (
    <label className="field-label-large">
      {t(`forms.box.${kind}`)}
      <select
        className="select field-input"
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      >
        <option value="">{t(kind === 'from' ? 'forms.box.choose' : 'field.unknown')}</option>
        {sites.map(({ id }) => (
          <option key={id} value={id}>
            {nameOf(situation.copy, 'sites', id, language)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** For whoever takes the box next: their phone needs no network to know what is in it. */
function Shown({ code }: { readonly code: BoxCode }) {
  const { t } = useTranslation();
  const back = usePages((state) => state.back);
  return (
    <SubPage title={t('forms.box.one', { id: code.boxId })} note={t('forms.box.show')}>
      <QrCode text={writeCode(code)} label={t('forms.box.codeOf', { id: code.boxId })} />
      <p className="box-number">{code.boxId}</p>
      <FormEnd isReady isFailed={false} text={t('forms.box.finish')} onSend={back} />
    </SubPage>
  );
}
