// The tour of the key areas: each for twenty seconds, with its six lanes and nine items; a lane without a feed says so.
import { useTranslation } from 'react-i18next';
import { NAIL_ITEM_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { nowInSituation, useConnection, useNow } from '../../store/hooks.ts';
import { type NailShown, useNails } from '../../store/nails-store.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { number } from '../../ui/format.ts';
import { Panel } from '../panels/panel.tsx';

const EACH = 20_000; // real milliseconds

/**
 * @param isOn whether anybody shows it: nothing is asked for what nobody shows
 * @returns the nail whose turn it is; undefined while there is none
 */
export function useNailOfTurn(isOn = true): { readonly nail: NailShown | undefined; readonly place: string } {
  const nails = useNails(isOn)?.nails ?? [];
  const { clock } = useConnection();
  useNow(1000);
  const turn = Math.floor(nowInSituation() / (clock?.rate ?? 1) / EACH);
  const index = nails.length === 0 ? 0 : turn % nails.length;
  return { nail: nails[index], place: `${index + 1} / ${nails.length}` };
}

export function NailsScene() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { nail, place } = useNailOfTurn();
  if (nail === undefined) {
    return (
      <Panel title={t('wall.nails.title')}>
        <p className="muted">{t('wall.nails.none')}</p>
      </Panel>
    );
  }
  const name = (language === 'en' ? nail.nameEn : undefined) ?? nail.name ?? nail.id;
  return (
    <>
      <Panel title={name} sub={place}>
        <p className="wall-big">
          <strong className="wall-headline">
            {nail.persons === null ? t('figure.unknown') : number(nail.persons)}
          </strong>
          <span className="muted">{t('wall.nails.persons')}</span>
        </p>
        <p>
          {t(nail.status === 'confirmed' ? 'wall.nails.confirmed' : 'wall.nails.candidate')}
          {nail.days !== null && ` · ${t('wall.nails.days', { n: number(nail.days) })}`}
        </p>
        {nail.score.value !== null && (
          <p>
            {t('wall.nails.score')} <b data-provisional={nail.score.partial}>{Math.round(nail.score.value)}</b>
            {nail.score.partial && <span className="muted"> · {t('wall.nails.partial')}</span>}
          </p>
        )}
      </Panel>
      <Panel title={t('wall.nails.lanes')}>
        <ul className="wall-feeds">
          {nail.lanes.map(({ lane, state, done, total }) => (
            <li key={lane} data-strong={state === 'open'}>
              <span>{t(`wall.nails.lane.${lane}`)}</span>
              <span>
                {done !== null && total !== null
                  ? `${number(done)} / ${number(total)}`
                  : t(`wall.nails.state.${state}`)}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title={t('wall.nails.items')}
        sub={`${nail.items.filter(({ state }) => state === 'done').length} / ${nail.items.length}`}
      >
        <ul className="wall-feeds">
          {nail.items.map(({ item, state }) => (
            <li key={item} data-strong={state !== 'done'}>
              <span className="wall-cut">{term(NAIL_ITEM_TERMS, item, language)}</span>
              <span>{t(`wall.nails.state.${state}`)}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
