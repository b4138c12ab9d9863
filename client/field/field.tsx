// The field: what is near me, nearest first, big enough for a thumb in a glove.
import './field.css';
import { LocateFixed, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SITE_TYPE_TERMS } from '#shared/terms/codes.ts';
import { term } from '#shared/terms.ts';
import { useConnection } from '../store/hooks.ts';
import { usePreferences } from '../store/preferences-store.ts';
import { clockTime } from '../ui/format.ts';
import { FreshnessBadge } from '../ui/freshness-badge.tsx';
import { LanguageButton } from '../ui/preference-buttons.tsx';
import { useProblemText } from '../ui/problem-text.ts';
import { NearbyRow } from './nearby-row.tsx';
import { PlaceChooser } from './place-chooser.tsx';
import { useLocate } from './use-locate.ts';
import { type Start, useNearby } from './use-nearby.ts';

const TYPES = ['all', 'testing', 'quarantine', 'clinic', 'laboratory', 'depot'] as const;
type Type = (typeof TYPES)[number];

export function Field() {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const textOf = useProblemText();
  const { freshness, anchor } = useConnection();
  const [start, setStart] = useState<Start | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const [type, setType] = useState<Type>('all');
  const nearby = useNearby(start, type === 'all' ? undefined : type);
  const { locate, trouble, isLocating } = useLocate((position) => {
    setStart({ name: t('field.myPlace'), position });
    setChoosing(false);
  });
  const isOld = freshness === 'stale' || freshness === 'offline';
  return (
    <div className="field-page">
      <header className="field-bar">
        <h1>{t('field.title')}</h1>
        <FreshnessBadge />
        <LanguageButton />
      </header>
      {isOld && anchor !== undefined && (
        <p className="field-old">{t('field.offline', { time: clockTime(anchor.time) })}</p>
      )}
      <div className="field-start">
        <button type="button" className="field-button" onClick={locate} disabled={isLocating}>
          <LocateFixed size={22} aria-hidden />
          {isLocating ? t('field.locating') : t('field.here')}
        </button>
        <button type="button" className="field-button" onClick={() => setChoosing(true)}>
          <Search size={22} aria-hidden />
          {t('field.choosePlace')}
        </button>
      </div>
      {trouble !== undefined && (
        <p className="notice field-trouble" role="alert">
          {t(`field.${trouble}`)}
        </p>
      )}
      {start === null || isChoosing ? (
        <PlaceChooser
          onChoose={(chosen) => {
            setStart(chosen);
            setChoosing(false);
          }}
        />
      ) : (
        <main className="field-main">
          <fieldset className="field-types">
            {TYPES.map((name) => (
              <button
                key={name}
                type="button"
                className="chip"
                aria-pressed={type === name}
                onClick={() => setType(name)}
              >
                {name === 'all' ? t('field.all') : term(SITE_TYPE_TERMS, name, language)}
              </button>
            ))}
          </fieldset>
          <p className="field-note">
            {t('field.near', { name: start.name })} · {t('field.straight')}
          </p>
          {nearby.state === 'failed' && <p className="notice">{textOf(nearby.problem)}</p>}
          {nearby.state === 'done' && nearby.sites.length === 0 && (
            <p className="field-note">
              {t('field.nothing', { type: type === 'all' ? t('field.title') : term(SITE_TYPE_TERMS, type, language) })}
            </p>
          )}
          {nearby.state === 'done' && (
            <ul>
              {nearby.sites.map((site) => (
                <NearbyRow key={site.id} near={site} />
              ))}
            </ul>
          )}
        </main>
      )}
    </div>
  );
}
