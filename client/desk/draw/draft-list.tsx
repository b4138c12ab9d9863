// The drafts: chosen by a click, several with Shift or the box; renamed, duplicated, exported, thrown away.
import { Copy, Download, Locate, Pencil, Trash2 } from 'lucide-react';
import { type ComponentType, useState } from 'react';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { measuredArea, number } from '../../ui/format.ts';
import { boundsOf, middleOf, zoomFor } from '../../ui/place-of.ts';
import { mendDraft } from './actions.ts';
import { type Draft, useDrafts } from './drafts.ts';
import { exportDrafts } from './export-drafts.ts';
import { knownSize } from './known-size.ts';
import { useFlaw } from './use-flaw.ts';
import { useTexts } from './use-texts.ts';

export function DraftList() {
  const { t } = useTexts();
  const { drafts, chosen } = useDrafts();
  if (drafts.size === 0) return <p className="list-empty">{t('none')}</p>;
  return (
    <ul className="draft-list" aria-label={t('drafts')}>
      {[...drafts.values()].reverse().map((draft) => (
        <Row key={draft.id} draft={draft} isChosen={chosen.includes(draft.id)} />
      ))}
    </ul>
  );
}

function Row({ draft, isChosen }: { readonly draft: Draft; readonly isChosen: boolean }) {
  const { t } = useTexts();
  const language = usePreferences((state) => state.language);
  const { chosen, choose, rename, remove, change } = useDrafts();
  const [isNaming, setNaming] = useState(false);
  const flaw = useFlaw(draft.geometry);
  const { area, corners, holes, parts } = knownSize(draft.geometry);
  const toggle = () => choose(isChosen ? chosen.filter((id) => id !== draft.id) : [...chosen, draft.id]);
  const show = () => {
    const bounds = boundsOf(draft.geometry);
    useView.getState().fly({ position: middleOf({ bounds }), zoom: Math.min(18, zoomFor(bounds)) });
  };
  return (
    <li className="draft" data-chosen={isChosen}>
      <div className="draft-head">
        <input type="checkbox" checked={isChosen} aria-label={t('choose', { name: draft.name })} onChange={toggle} />
        {isNaming ? (
          <NameField
            name={draft.name}
            onName={(name) => {
              if (name !== undefined) rename(draft.id, name);
              setNaming(false);
            }}
          />
        ) : (
          <button
            type="button"
            className="draft-name"
            onClick={(event) => (event.shiftKey ? toggle() : choose([draft.id]))}
            onDoubleClick={() => setNaming(true)}
          >
            <strong>{draft.name}</strong>
            <small>
              {[
                // A shape that crosses itself has an area that nobody would call one.
                ...(flaw === null ? [measuredArea(area, language)] : []),
                t('corners', { n: number(corners) }),
                ...(holes > 0 ? [t('holes', { n: number(holes) })] : []),
                ...(parts > 1 ? [t('parts', { n: number(parts) })] : []),
              ].join(' · ')}
            </small>
          </button>
        )}
      </div>
      {flaw !== null && (
        <p className="draft-flaw">
          {t(`flaw.${flaw.code}.long`)}{' '}
          <button type="button" className="button" onClick={() => void mendDraft(draft.id)}>
            {t('mend')}
          </button>
        </p>
      )}
      {isChosen && (
        <div className="draft-tools">
          <IconButton icon={Locate} label={t('zoom')} onClick={show} />
          <IconButton icon={Pencil} label={t('rename')} onClick={() => setNaming(true)} />
          <IconButton
            icon={Copy}
            label={t('duplicate')}
            onClick={() => change('duplicate', { added: [{ ...draft, name: t('copyOf', { name: draft.name }) }] })}
          />
          <IconButton icon={Download} label={t('export')} onClick={() => exportDrafts([draft])} />
          <IconButton icon={Trash2} label={t('remove')} onClick={() => remove([draft.id])} />
        </div>
      )}
    </li>
  );
}

type Icon = ComponentType<{ readonly size?: number; readonly strokeWidth?: number }>;

function IconButton(props: { readonly icon: Icon; readonly label: string; readonly onClick: () => void }) {
  const { icon: Icon, label, onClick } = props;
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon size={16} strokeWidth={1.75} />
    </button>
  );
}

function NameField({ name, onName }: { readonly name: string; readonly onName: (name: string | undefined) => void }) {
  const { t } = useTexts();
  const [text, setText] = useState(name);
  const done = () => onName(text.trim() === '' ? undefined : text.trim());
  return (
    <input
      className="input"
      value={text}
      maxLength={80}
      aria-label={t('nameOf')}
      ref={(input) => input?.focus()}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') {
          event.preventDefault(); // or the desk would close the panel
          onName(undefined);
        }
      }}
    />
  );
}
