import { describe, expect, it } from 'vitest';
import { degrees, graticule, graticuleStep } from './graticule.ts';

describe('graticule', () => {
  it('takes a finer step with each zoom and keeps lines apart', () => {
    let before = Infinity;
    for (let zoom = 0; zoom <= 19; zoom += 1) {
      const step = graticuleStep(zoom);
      expect(step).toBeLessThanOrEqual(before);
      if (zoom < 18 && zoom > 2) expect((step * 512 * 2 ** zoom) / (360 * 3600)).toBeGreaterThanOrEqual(170);
      before = step;
    }
  });

  it('names lines in degrees, minutes and seconds as far as the step needs', () => {
    expect(degrees(117.5 * 3600, 1800, 'E', 'W')).toBe('117°30′E');
    expect(degrees(-30 * 3600, 3600, 'N', 'S')).toBe('30°S');
    expect(degrees(117 * 3600 + 65, 5, 'E', 'W')).toBe('117°01′05″E');
    expect(degrees(0, 3600, 'E', 'W')).toBe('0°');
  });

  it('draws a line at the edge of the view, and no half of its name', () => {
    // At zoom 10 a line every 20 minutes; 109°E and 39°N lie on the edge of the first view, and well inside the second.
    const saying = (view: readonly [number, number, number, number]) => {
      const { features } = graticule(view, 10, { top: view[3], left: view[0] });
      const lines = features.filter(({ geometry }) => geometry.type === 'LineString').length;
      return { lines, names: features.flatMap(({ properties: { label } }) => (label === '' ? [] : [label])) };
    };
    const cut = saying([109.001, 39.001, 109.6, 39.5]);
    expect([cut.names.includes('109°00′E'), cut.names.includes('39°00′N')]).toEqual([false, false]);
    expect(cut.lines).toBeGreaterThanOrEqual(cut.names.length + 2);
    const whole = saying([108.9, 38.9, 109.5, 39.4]);
    expect(whole.names).toEqual(expect.arrayContaining(['109°00′E', '39°00′N']));
  });

  it('stays bounded for any view', () => {
    const net = graticule([-180, -85, 180, 85], 19, { top: 85, left: -180 });
    expect(net.features.length).toBeLessThanOrEqual(1600);
  });
});
