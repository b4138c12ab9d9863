// The scene of quarantine: each site with its rooms in use against those it has, the fullest first.
import { useTranslation } from 'react-i18next';
import type { Site } from '#shared/subject/site.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { number } from '../../ui/format.ts';
import { nameIn } from '../../ui/name-in.ts';
import { Panel } from '../panels/panel.tsx';
import { RoomsPanel } from '../panels/rooms-panel.tsx';

const MOST = 15;

export function RoomsScene() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  useVersion('sites');
  const sites = [...situation.copy.all('sites').values()].filter(({ type }) => type === 'quarantine');
  const share = ({ rooms, capacity }: Site) =>
    rooms?.occupied === undefined || capacity === undefined || capacity === 0 ? -1 : rooms.occupied / capacity;
  sites.sort((a, b) => share(b) - share(a) || (a.id < b.id ? -1 : 1));
  return (
    <>
      <RoomsPanel />
      <Panel title={t('wall.rooms.bySite')} sub={t('wall.rooms.bySiteSub')}>
        <ul className="wall-rows">
          {sites.slice(0, MOST).map((site) => (
            <li key={site.id}>
              <a href={`/desk?sel=sites/${encodeURIComponent(site.id)}`} className="wall-row-site">
                <span className="wall-cut">{nameIn(site, language)}</span>
                <b>
                  {site.rooms?.occupied === undefined ? t('figure.unknown') : number(site.rooms.occupied)} /{' '}
                  {site.capacity === undefined ? t('figure.unknown') : number(site.capacity)}
                </b>
                <span className="wall-bar-track" aria-hidden>
                  <span
                    className="wall-bar-fill"
                    style={{ width: `${100 * Math.max(0, Math.min(1, share(site)))}%` }}
                  />
                </span>
              </a>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
