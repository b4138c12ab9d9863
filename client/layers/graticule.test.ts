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

  it('stays bounded for any view', () => {
    const net = graticule([-180, -85, 180, 85], 19, { top: 85, left: -180 });
    expect(net.features.length).toBeLessThanOrEqual(1600);
  });
});
