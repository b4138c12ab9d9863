// What waits for me: to approve, to publish, to change, to release; and what the rules suggest, for a person to decide.
import './inbox.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proposal } from '#shared/domain/zone/proposals.ts';
import { kindTerm } from '#shared/terms.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useAnswer } from '../../store/answer-store.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useProposal } from '../../store/proposal-store.ts';
import { useMay } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { EntitySymbol } from '../../ui/entity-symbol.tsx';
import { entityWords } from '../../ui/entity-words.ts';
import { number, shortTime } from '../../ui/format.ts';
import { useAreaPath } from '../inspector/use-area-path.ts';
import { PanelHead } from '../panel-head.tsx';
import { useInbox } from './use-inbox.ts';
import { REASONS, type Waiting } from './waiting.ts';

type Suggested = Omit<Proposal, 'at'> & { readonly at?: string };
/** Suggestions shown; there may be as many as there are buildings with a case. */
const MOST = 12;

export function InboxPanel() {
  const { t } = useTranslation();
  const mayPropose = useMay('propose');
  const mayHold = useMay('hold');
  const waiting = useInbox();
  const groups = REASONS.map((why) => ({ why, rows: waiting.filter((one) => one.why === why) }));
  return (
    <section className="panel drawer" aria-label={t('fence.inbox.title')}>
      <PanelHead title={t('fence.inbox.title')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it */}
      <section className="panel-body inbox" tabIndex={0} aria-label={t('fence.inbox.title')}>
        {waiting.length === 0 && <p className="panel-note">{t('fence.inbox.none')}</p>}
        {groups.map(
          ({ why, rows }) =>
            rows.length > 0 && (
              <section key={why}>
                <h3 className="layer-group">
                  {t(`fence.inbox.${why}`)} {number(rows.length)}
                </h3>
                <ul>
                  {rows.map((row) => (
                    <Row key={row.zone.id} row={row} />
                  ))}
                </ul>
              </section>
            ),
        )}
        {(mayPropose || mayHold) && <Suggestions />}
      </section>
    </section>
  );
}

function Row({ row: { zone, at, who } }: { readonly row: Waiting }) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { select, fly, selection } = useView();
  const { title, detail } = entityWords(situation.copy, 'zones', zone, language);
  return (
    <li>
      <button
        type="button"
        className="inbox-row"
        aria-current={selection?.layer === 'zones' && selection.id === zone.id}
        onClick={() => {
          select({ layer: 'zones', id: zone.id });
          fly({ layer: 'zones', id: zone.id });
        }}
      >
        <EntitySymbol layer="zones" entity={zone} size={20} />
        <span>
          <strong>{title}</strong>
          <small>{detail}</small>
          <small>{t('fence.inbox.since', { who, time: shortTime(at) })}</small>
        </span>
      </button>
    </li>
  );
}

/** A house is not in the copy: it is asked for by its name. */
const AreaPath = ({ id }: { readonly id: string }) => useAreaPath(id);

function Suggestions() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  useVersion('zones', 'areas');
  const answer = useAnswer<{ readonly proposals: readonly Suggested[] }>('/api/zones/proposals');
  const { select, fly, openPanel } = useView();
  const [isOpen, setOpen] = useState(false);
  const proposals = answer?.proposals ?? [];
  if (proposals.length === 0) return null;
  const open = ({ zoneId, evidence }: Suggested) => {
    if (zoneId !== undefined) {
      select({ layer: 'zones', id: zoneId });
      fly({ layer: 'zones', id: zoneId });
      return;
    }
    const { clear, add, ask } = useProposal.getState();
    clear();
    add(evidence.map(({ caseId }) => caseId));
    openPanel('propose');
    void ask();
  };
  return (
    <section>
      <h3 className="layer-group">{t('fence.inbox.suggested')}</h3>
      <p className="panel-note">{t('fence.inbox.suggestions')}</p>
      <ul>
        {(isOpen ? proposals : proposals.slice(0, MOST)).map((one) => {
          const [areaId = ''] = one.areaIds;
          const zone = one.zoneId === undefined ? undefined : situation.copy.get('zones', one.zoneId);
          return (
            <li key={`${one.verb} ${one.zoneId ?? ''} ${one.areaIds.join()} ${one.level ?? ''}`}>
              <button type="button" className="inbox-row" onClick={() => open(one)}>
                <EntitySymbol layer="zones" entity={zone} size={20} />
                <span>
                  <strong>
                    {zone === undefined ? (
                      <AreaPath id={areaId} />
                    ) : (
                      entityWords(situation.copy, 'zones', zone, language).title
                    )}
                  </strong>
                  <small>
                    {t('fence.inbox.suggestedRow', {
                      n: number(new Set(one.evidence.map(({ caseId }) => caseId)).size),
                      verb: kindTerm(`zone.${one.verb}`, language),
                    })}
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {proposals.length > MOST && (
        <button type="button" className="value-link" onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('inspector.less') : t('fence.inbox.more', { n: number(proposals.length - MOST) })}
        </button>
      )}
    </section>
  );
}
