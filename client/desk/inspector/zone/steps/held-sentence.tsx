// What an order affects, in one sentence: units, households, persons, gates. Said before it is given.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { situation } from '../../../../connection/browser-connection.ts';
import { useFineAreas } from '../../../../store/fine-area-store.ts';
import { number } from '../../../../ui/format.ts';

type Props = {
  readonly held: { readonly persons: number | null; readonly households: number | null };
  readonly areaIds: readonly string[];
  readonly gates: number;
  readonly isFreed?: boolean;
};

/** Units that have a word of their own; the others, and a mixture, are pieces. */
const UNITS = {
  household: 'fence.outline.household',
  floor: 'fence.outline.floor',
  staircase: 'fence.outline.staircase',
  building: 'fence.outline.building',
  place: 'fence.outline.place',
  compound: 'fence.outline.compound',
  village: 'fence.outline.village',
} as const;
/** Areas too fine for the copy that are asked for to name the unit; of more, the pieces are counted. */
const MOST = 20;

export function HeldSentence({ held: { persons, households }, areaIds, gates, isFreed = false }: Props) {
  const { t } = useTranslation();
  const { areas, wantArea } = useFineAreas();
  const fine = areaIds.filter((id) => situation.copy.get('areas', id) === undefined);
  const wanted = fine.length > MOST ? '' : fine.join();
  useEffect(() => {
    for (const id of wanted === '' ? [] : wanted.split(',')) void wantArea(id);
  }, [wanted, wantArea]);
  const levels = new Set(areaIds.map((id) => (situation.copy.get('areas', id) ?? areas.get(id))?.level ?? ''));
  const [level = ''] = levels;
  const isOne = levels.size === 1 && level in UNITS;
  const known = (value: number | null) => (value === null ? t('app.unknown') : number(value));
  const n = number(areaIds.length);
  return t(isFreed ? 'fence.confirm.free' : 'fence.confirm.hold', {
    what: isOne ? t(UNITS[level as keyof typeof UNITS], { n }) : t('fence.outline.mixed', { n }),
    households: known(households),
    persons: known(persons),
    gates: number(gates),
  });
}
