// Walls: links that open one without a sign-in, what each shows in which order, and their end.
import './walls-panel.css';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WallTurn } from '#shared/wall.ts';
import { type ApiProblem, api, json } from '../../connection/http.ts';
import { useMay } from '../../store/session-store.ts';
import { copyText } from '../../ui/copy-text.ts';
import { number, shortTime } from '../../ui/format.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { PanelHead } from '../panel-head.tsx';
import { NewWall, type Wanted } from './new-wall.tsx';
import { ReplayForm } from './replay-form.tsx';

type Link = {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly areas: readonly string[];
  readonly playlist: readonly WallTurn[];
  readonly showsCases: boolean;
  readonly createdAt: string;
};
type Made = Link & { readonly address: string };

export function WallsPanel() {
  const { t } = useTranslation();
  const mayMake = useMay('walls');
  return (
    <section className="panel drawer" aria-label={t('desk.walls')}>
      <PanelHead title={t('desk.walls')} />
      {mayMake ? <Walls /> : <p className="list-empty">{t('walls.noRight')}</p>}
    </section>
  );
}

function Walls() {
  const { t } = useTranslation();
  const [links, setLinks] = useState<readonly Link[]>();
  const [made, setMade] = useState<Made>();
  const [wrong, setWrong] = useState<ApiProblem>();
  const textOf = useProblemText();
  const read = useCallback(async () => {
    const answer = await api<{ readonly links: readonly Link[] }>('/api/wall-links');
    if (answer.ok) setLinks(answer.value.links);
    else setWrong(answer.error);
  }, []);
  useEffect(() => void read(), [read]);
  const make = async (wanted: Wanted) => {
    const answer = await api<Made>('/api/wall-links', json('POST', wanted));
    setWrong(answer.ok ? undefined : answer.error);
    if (answer.ok) setMade(answer.value);
    await read();
    return answer.ok;
  };
  const revoke = async (id: string) => {
    const answer = await api(`/api/wall-links/${encodeURIComponent(id)}`, { method: 'DELETE' });
    setWrong(answer.ok ? undefined : answer.error);
    if (made?.id === id) setMade(undefined);
    await read();
  };
  return (
    <div className="panel-body walls">
      <p className="panel-note">{t('walls.what')}</p>
      {wrong !== undefined && (
        <p className="notice" role="alert">
          {textOf(wrong)}
        </p>
      )}
      {made !== undefined && <Address made={made} />}
      <NewWall onMake={make} />
      <ReplayForm />
      <h3>{t('walls.all')}</h3>
      {links?.length === 0 && <p className="list-empty">{t('walls.none')}</p>}
      <ul className="walls-list">
        {links?.map((link) => (
          <Row key={link.id} link={link} onRevoke={() => revoke(link.id)} />
        ))}
      </ul>
    </div>
  );
}

/** The whole link, this once: nobody can read it again, here or on the server. */
function Address({ made }: { readonly made: Made }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const address = `${location.origin}${made.address}`;
  return (
    <section className="notice walls-address" role="status">
      <p>{t('walls.once', { name: made.name })}</p>
      <input
        className="input"
        readOnly
        value={address}
        aria-label={t('walls.address')}
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className="button" onClick={async () => setCopied(await copyText(address))}>
        {t(isCopied ? 'walls.copied' : 'walls.copy')}
      </button>
    </section>
  );
}

function Row({ link, onRevoke }: { readonly link: Link; readonly onRevoke: () => Promise<void> }) {
  const { t } = useTranslation();
  const [isSure, setSure] = useState(false);
  const scenes = link.playlist.map(
    ({ scene, seconds }) => `${t(`wall.scenes.${scene}`)} ${t('walls.seconds', { n: number(seconds) })}`,
  );
  return (
    <li>
      <p className="split-line">
        <strong>{link.name}</strong>
        <span className="layer-age">{t('walls.made', { by: link.by, time: shortTime(link.createdAt) })}</span>
      </p>
      <p>{scenes.join(' · ')}</p>
      <p className="layer-age">
        {t(link.showsCases ? 'walls.withCases' : 'walls.withoutCases')}
        {link.areas.length > 0 && ` · ${t('walls.bound', { n: number(link.areas.length) })}`}
      </p>
      {isSure ? (
        <p className="walls-sure">
          <span>{t('walls.sure')}</span>
          <button type="button" className="button button-primary" onClick={() => void onRevoke()}>
            {t('walls.revoke')}
          </button>
          <button type="button" className="button" onClick={() => setSure(false)}>
            {t('walls.keep')}
          </button>
        </p>
      ) : (
        <button type="button" className="button" onClick={() => setSure(true)}>
          {t('walls.revoke')}
        </button>
      )}
    </li>
  );
}
