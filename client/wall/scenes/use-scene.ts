// Which scene this screen shows: the one its address names, else the turn of the playlist it was set up with, else the
// overview. Turns follow the situation's clock, which all screens share; none changes over an alarm that nobody has seen.
import { useEffect, useRef, useState } from 'react';
import { turnAt, WALL_SCENES, type WallScene, type WallTurn } from '#shared/wall.ts';
import { situation } from '../../connection/browser-connection.ts';
import { api } from '../../connection/http.ts';
import { nowInSituation, useConnection, useNow, useVersion } from '../../store/hooks.ts';

type Setup = { readonly playlist: readonly WallTurn[] };

const named = (path: string): WallScene | undefined => {
  const [, , name = ''] = path.replace(/\/+$/, '').split('/');
  return WALL_SCENES.find((scene) => scene === name);
};

/** `?screen=2` of one wall is one turn further than the first. */
const screenOf = (search: string): number => {
  const screen = Number(new URLSearchParams(search).get('screen') ?? 1);
  return Number.isInteger(screen) && screen >= 1 && screen <= 24 ? screen - 1 : 0;
};

/** What the link of this wall was set up with; undefined for somebody who signed in. */
function useSetup(): Setup | undefined {
  const [setup, setSetup] = useState<Setup>();
  useEffect(() => {
    void api<{ readonly link: Setup | null }>('/api/wall-links/current').then((answer) => {
      if (answer.ok && answer.value.link !== null) setSetup(answer.value.link);
    });
  }, []);
  return setup;
}

export function useScene(): { readonly scene: WallScene; readonly isHeld: boolean } {
  const fixed = named(location.pathname);
  const setup = useSetup();
  const { clock } = useConnection();
  useNow(1000);
  useVersion('alarms');
  const isHeld = [...situation.copy.all('alarms').values()].some(({ status }) => status === 'raised');
  const before = useRef<WallScene>(fixed ?? 'overview');
  if (fixed !== undefined) return { scene: fixed, isHeld };
  if (setup !== undefined && !isHeld) {
    // Real seconds, whatever the pace of the demonstration's clock.
    const now = nowInSituation() / (clock?.rate ?? 1);
    const { index } = turnAt(setup.playlist, now, screenOf(location.search));
    before.current = setup.playlist[index]?.scene ?? 'overview';
  }
  return { scene: before.current, isHeld };
}
