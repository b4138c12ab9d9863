// Opens the rows of a figure: from a figure at the desk, or from an address that names one (/desk?list=cases.today).
import { useEffect, useState } from 'react';
import { LAYER_NAMES } from '#shared/situation.ts';
import { useFigure } from '../../store/figures-store.ts';
import { useView } from '../../store/view-store.ts';
import { targetOf } from './rows-link.ts';

export function openRows(link: string): void {
  const { openPanel, openList } = useView.getState();
  const target = targetOf(link);
  if (target === undefined) return;
  if ('panel' in target) openPanel(target.panel);
  else openList(target.list);
}

/** The address a reader came with, read once: what happens at the desk afterwards is written over it. */
function figureInAddress(): string {
  const list = new URLSearchParams(location.search).get('list') ?? '';
  return (LAYER_NAMES as readonly string[]).includes(list) ? '' : list;
}

export function useFigureLink(): void {
  const [id, setId] = useState(figureInAddress);
  const link = useFigure(id)?.list;
  useEffect(() => {
    if (link === undefined || id === '') return;
    openRows(link);
    setId('');
  }, [link, id]);
}
