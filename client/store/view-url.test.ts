import { describe, expect, it } from 'vitest';
import { type DeskView, readView, writeView } from './view-url.ts';

const view: DeskView = {
  selection: { layer: 'sites', id: '云岭/宾馆 #1&2' },
  list: 'sites',
  hidden: new Set(['roads', 'gates']),
  place: { longitude: 116.31234, latitude: 39.95, zoom: 12.5 },
  time: '2022-10-30T14:00+08:00',
  by: 'happened',
};

describe('the address of a view', () => {
  it('gives back the view, whatever the id is made of', () => {
    expect(readView(writeView(view))).toEqual(view);
    expect(readView(`?${writeView(view)}`)).toEqual(view);
  });

  it('is empty for the view one starts with', () => {
    expect(writeView(readView(''))).toBe('');
  });

  it('keeps the figure whose rows are listed, and lists of the engine', () => {
    expect(readView('?list=cases.today').list).toBe('cases.today');
    expect(readView('?list=clocks').list).toBe('clocks');
    expect(readView('?list=readings').list).toBe('readings');
    expect(readView('?list=a.b.c').list).toBeNull();
  });

  it('leaves out what makes no sense instead of failing', () => {
    expect(readView('?sel=nothing/1&list=spells&hide=sites,dragons&at=200,0,3&t=yesterday')).toEqual({
      selection: null,
      list: null,
      hidden: new Set(['sites']),
      place: null,
      time: null,
      by: 'known',
    });
    expect(readView('?at=1,2').place).toBeNull();
    expect(readView('?at=,,').place).toBeNull();
  });
});
