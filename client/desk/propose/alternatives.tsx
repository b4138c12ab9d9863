// The engine's alternatives in one table, the least sufficient first; the one taken in detail below, and the way to a draft.
import { PencilRuler } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Alternative, useProposal } from '../../store/proposal-store.ts';
import { number } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { adjust, Meter, useAdjusting } from './adjust.tsx';
import { AlternativeDetail } from './alternative-detail.tsx';
import { AskOtherwise } from './ask-otherwise.tsx';
import { SaveDraft } from './save-draft.tsx';

type Props = { readonly alternatives: readonly Alternative[] };

export function Alternatives({ alternatives }: Props) {
  const { t } = useTranslation();
  const { chosen, taken, wrong, take, hover, back } = useProposal();
  const textOf = useProblemText();
  const adjusting = useAdjusting((state) => state.now);
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = alternatives.find(({ id }) => id === taken) ?? alternatives[0];
  const [least] = alternatives;
  if (shown === undefined || least === undefined) return null;
  if (adjusting !== null) return <Meter now={adjusting} />;
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const to = alternatives[alternatives.indexOf(shown) + by];
    if (by === 0 || to === undefined) return;
    event.preventDefault();
    take(to.id);
    body.current?.querySelector<HTMLElement>(`[data-id="${to.id}"] input`)?.focus();
  };
  return (
    <>
      <p className="propose-line propose-from">
        <strong>{t('fence.chosen', { n: number(chosen.size) })}</strong>
        <button type="button" className="value-link" onClick={back}>
          {t('fence.change')}
        </button>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body propose-body" tabIndex={0} aria-label={t('fence.compare')}>
        <table className="propose-table">
          <caption className="visually-hidden">{t('fence.compare')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('fence.unit')}</th>
              <th scope="col">{t('fence.persons')}</th>
              <th scope="col">{t('fence.households')}</th>
              <th scope="col">{t('fence.positives')}</th>
              <th scope="col">{t('fence.gates')}</th>
              <th scope="col">{t('fence.leaks')}</th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKey}>
            {alternatives.map((one) => (
              <Row
                key={one.id}
                one={one}
                note={noteOf(one, least)}
                isTaken={one === shown}
                onTake={() => take(one.id)}
                onHover={(isOver) => hover(isOver ? one.id : null)}
              />
            ))}
          </tbody>
        </table>
        <AskOtherwise alternatives={alternatives} />
        {wrong !== null && (
          <p className="notice" role="alert">
            {textOf(wrong)}
          </p>
        )}
        <div className="propose-buttons">
          <button
            type="button"
            className="button"
            onClick={() => adjust(shown, `${t('fence.title')} ${t(`engine.unit.${shown.unit}`)}`)}
          >
            <PencilRuler size={15} aria-hidden />
            {t('fence.adjust')}
          </button>
        </div>
        <AlternativeDetail one={shown} />
        <SaveDraft key={shown.id} one={shown} least={least} others={alternatives.filter((each) => each !== shown)} />
      </section>
    </>
  );
}

/** The engine puts what the policy makes zones of first: what holds fewer is smaller than its usual unit. */
function noteOf(one: Alternative, least: Alternative): RowProps['note'] {
  if (one === least) return 'fence.least';
  const isSmaller = one.persons !== null && least.persons !== null && one.persons < least.persons;
  return isSmaller && one.unit !== 'drawn' ? 'fence.smaller' : undefined;
}

type RowProps = {
  readonly one: Alternative;
  readonly note: 'fence.least' | 'fence.smaller' | undefined;
  readonly isTaken: boolean;
  readonly onTake: () => void;
  readonly onHover: (isOver: boolean) => void;
};

function Row({ one, note, isTaken, onTake, onHover }: RowProps) {
  const { t } = useTranslation();
  const known = (value: number | null) => (value === null ? t('app.unknown') : number(value));
  return (
    <tr
      data-id={one.id}
      data-taken={isTaken}
      onMouseEnter={() => onHover(true)}
      onMouseLeave={() => onHover(false)}
      onClick={onTake}
    >
      <th scope="row">
        <label>
          <input
            type="radio"
            name="alternative"
            checked={isTaken}
            onChange={onTake}
            onFocus={() => onHover(true)}
            onBlur={() => onHover(false)}
          />
          <span>
            {t(`engine.unit.${one.unit}`)}
            {note !== undefined && <small>{t(note)}</small>}
          </span>
        </label>
      </th>
      <td>{known(one.persons)}</td>
      <td>{known(one.households)}</td>
      <td>
        {number(one.positives.inside)} / {number(one.positives.total)}
      </td>
      <td>{number(one.gates.length)}</td>
      <td>{number(one.leaks.length)}</td>
    </tr>
  );
}
