// Sets up a replay: a span, how long it plays, by which time; out comes an address that a wall opens.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY, HOUR } from '#shared/time.ts';
import type { PastBy } from '../../connection/connection-status.ts';
import { nowInSituation } from '../../store/hooks.ts';
import { copyText } from '../../ui/copy-text.ts';
import { commandTime } from '../../ui/format.ts';
import { MomentField } from '../../ui/moment-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';

const [FASTEST, SLOWEST] = [10, 3_600]; // seconds

export function ReplayForm() {
  const { t } = useTranslation();
  const id = useId();
  const [span, setSpan] = useState(() => {
    const to = Math.floor(nowInSituation() / HOUR) * HOUR;
    return { from: to - DAY, to };
  });
  const [seconds, setSeconds] = useState(60);
  const [by, setBy] = useState<PastBy>('known');
  const [copied, setCopied] = useState('');
  const isWrong = span.to <= span.from;
  const query = new URLSearchParams({
    from: commandTime(span.from),
    to: commandTime(span.to),
    time: by,
    seconds: String(Math.max(FASTEST, Math.min(SLOWEST, Math.round(seconds) || 0))),
  });
  const path = `/wall/replay?${query}`;
  return (
    <section className="walls-replay" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('replay.make.title')}</h3>
      <p className="panel-note">{t('replay.make.what')}</p>
      <div className="field">
        <span className="field-label">{t('replay.make.from')}</span>
        <MomentField label={t('replay.make.from')} at={span.from} onMove={(from) => setSpan({ ...span, from })} />
      </div>
      <div className="field">
        <span className="field-label">{t('replay.make.to')}</span>
        <MomentField
          label={t('replay.make.to')}
          at={span.to}
          isWrong={isWrong}
          onMove={(to) => setSpan({ ...span, to })}
        />
      </div>
      <SelectField
        label={t('replay.make.time')}
        value={by}
        options={[
          ['known', t('replay.make.known')],
          ['happened', t('replay.make.happened')],
        ]}
        onChange={setBy}
      />
      <label className="field">
        <span className="field-label">{t('replay.make.seconds')}</span>
        <input
          type="number"
          className="input"
          min={FASTEST}
          max={SLOWEST}
          value={seconds === 0 ? '' : seconds}
          onChange={(event) => setSeconds(Number(event.target.value))}
        />
      </label>
      {isWrong ? (
        <p className="notice" role="alert">
          {t('replay.make.wrong')}
        </p>
      ) : (
        <p className="walls-sure">
          <a className="button button-primary" href={path} target="_blank" rel="noreferrer">
            {t('replay.make.open')}
          </a>
          <button
            type="button"
            className="button"
            title={path}
            onClick={async () => setCopied((await copyText(`${location.origin}${path}`)) ? path : '')}
          >
            {t(copied === path ? 'replay.make.copied' : 'replay.make.copy')}
          </button>
        </p>
      )}
    </section>
  );
}
