// Hands on what the wall shows: `B`, or a link with ?brief=pdf, saves the scene as a page to print (PDF) and as a picture (PNG).
// With &t= the page is that of a moment of the past, and the same each time it is made.
import './brief.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer } from '#shared/situation.ts';
import { isTime } from '#shared/time.ts';
import type { WallScene } from '#shared/wall.ts';
import { connection, situation } from '../../connection/browser-connection.ts';
import type { Sieve } from '../../layers/sight.ts';
import type { SheetProblem, SheetWanted } from '../../print/compose.ts';
import type { Format } from '../../print/save.ts';
import { useConnection } from '../../store/hooks.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { isTyping } from '../../ui/is-typing.ts';
import { nameIn } from '../../ui/name-in.ts';
import { placeOf } from '../../ui/place-of.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useNailOfTurn } from '../scenes/nails-scene.tsx';

type Props = {
  readonly scene: WallScene;
  readonly visible: ReadonlySet<Layer>;
  /** of one layer, what the scene is about */
  readonly sieve: Sieve | null;
};
type Stand =
  | { readonly is: 'idle' }
  | { readonly is: 'asking' | 'drawing' | 'page' }
  | { readonly is: 'done'; readonly files: readonly string[] }
  | { readonly is: 'failed'; readonly why: SheetProblem };

const BOTH: readonly Format[] = ['pdf', 'png'];
/** A hall reads what became of it, then the wall is itself again. Wall milliseconds. */
const SAID_FOR = 12_000;

/** What the address asks for, and of when. */
function wishOf(search: string): { readonly formats: readonly Format[]; readonly time: string | undefined } {
  const query = new URLSearchParams(search);
  const wish = query.get('brief');
  const time = query.get('t') ?? '';
  const one = BOTH.filter((format) => format === wish);
  return {
    formats: wish === null || one.length > 0 ? one : BOTH,
    time: isTime(time) ? time : undefined,
  };
}

/** Degrees around a key area: enough of the streets around it that one finds it. */
const AROUND = 0.006;

/** Where a scene looks: at all there is, in the tour of key areas at the one whose turn it is. */
function lookAt(zoneId: string | null | undefined): SheetWanted['at'] {
  const place = zoneId == null ? undefined : placeOf(situation.copy, 'zones', zoneId);
  if (place === undefined) return 'all';
  const [west, south, east, north] = 'bounds' in place ? place.bounds : [...place.position, ...place.position];
  return { extent: [west - AROUND, south - AROUND, east + AROUND, north + AROUND] };
}

export function Brief({ scene, visible, sieve }: Props) {
  const { t } = useTranslation();
  const language = usePreferences((state) => state.language);
  const { phase, past, hasCopy } = useConnection();
  const [stand, setStand] = useState<Stand>({ is: 'idle' });
  const [wish] = useState(() => wishOf(location.search));
  const textOf = useProblemText();
  const isBusy = stand.is === 'asking' || stand.is === 'drawing' || stand.is === 'page';
  const { nail } = useNailOfTurn(scene === 'nails');
  const about =
    scene === 'nails' && nail !== undefined ? nameIn({ ...nail, name: nail.name ?? nail.id }, language) : undefined;
  const focus = scene === 'nails' ? nail?.zoneId : undefined;
  const latest = useRef({ scene, visible, sieve, isBusy, about, focus });
  latest.current = { scene, visible, sieve, isBusy, about, focus };

  const make = useCallback(
    async (formats: readonly Format[]) => {
      if (latest.current.isBusy) return;
      latest.current.isBusy = true;
      const { scene: shown, visible: layers, sieve: sifted, about: name, focus: zoneId } = latest.current;
      const sheet = { paper: 'A4', orientation: 'landscape' } as const;
      const [{ makeSheet }, { saveSheet }] = await Promise.all([
        import('../../print/compose.ts'),
        import('../../print/save.ts'),
      ]);
      const made = await makeSheet({
        kind: 'brief',
        ...sheet,
        scene: shown,
        visible: layers,
        sieve: sifted,
        step: 'uploaded',
        at: lookAt(zoneId),
        ...(name === undefined ? {} : { about: name }),
        language,
        t,
        onStep: (is) => setStand({ is }),
      });
      if (!made.ok) {
        setStand({ is: 'failed', why: made.error });
        return;
      }
      const files: string[] = [];
      for (const format of formats)
        files.push(await saveSheet(made.value, format, { ...sheet, stem: `brief-${shown}` }));
      setStand({ is: 'done', files });
    },
    [language, t],
  );

  useEffect(() => {
    if (wish.time === undefined) return;
    connection.visit(wish.time);
    return () => connection.visit();
  }, [wish]);

  // Once, when what the address asks for is shown.
  const isShown = hasCopy && (wish.time === undefined ? phase === 'live' : past?.shown === wish.time);
  const isDue = useRef(wish.formats.length > 0);
  useEffect(() => {
    if (!isShown || !isDue.current) return;
    isDue.current = false;
    void make(wish.formats);
  }, [isShown, wish, make]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key.toLowerCase() === 'b') void make(BOTH);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [make]);

  useEffect(() => {
    if (stand.is !== 'done' && stand.is !== 'failed') return;
    const timer = setTimeout(() => setStand({ is: 'idle' }), SAID_FOR);
    return () => clearTimeout(timer);
  }, [stand]);

  if (stand.is === 'idle') return null;
  const why = (problem: SheetProblem) =>
    typeof problem === 'string' ? t(`print.problem.${problem}`) : textOf(problem);
  const text =
    stand.is === 'done'
      ? t('print.make.done', { files: stand.files.join(' · ') })
      : stand.is === 'failed'
        ? t('print.make.failed', { why: why(stand.why) })
        : t(`print.make.${stand.is}`);
  return (
    <output className="wall-brief" data-stand={stand.is}>
      {text}
    </output>
  );
}
