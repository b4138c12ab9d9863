// What an operator may say on the command line, and what each saying of the demonstration is kept as.
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { clock, DEMONSTRATION_RATE, JOIN_MINUTE } from './ingest/scenario/telling.ts';

const read = (args: string[], env: NodeJS.ProcessEnv = {}) => readConfig(args, env);

describe('the demonstration', () => {
  it('is joined on the afternoon of the fourth day, at ten times', () => {
    expect(read([])).toMatchObject({ demoJoin: JOIN_MINUTE, demoRate: DEMONSTRATION_RATE, isDemo: true });
  });

  it('is joined at another hour, in the time of its place unless the time says otherwise', () => {
    expect(read(['--from', '2022-10-28T08:00'])).toMatchObject({ demoJoin: clock(1, 8) });
    expect(read(['--from', '2022-10-28T00:00Z'])).toMatchObject({ demoJoin: clock(1, 8) });
    expect(read([], { CORDON_DEMO_FROM: '2022-10-28T08:00:00+08:00' })).toMatchObject({ demoJoin: clock(1, 8) });
  });

  it('has a log of its own for each way of telling it, and the same one again', () => {
    const names = [
      [],
      ['--rate', '60'],
      ['--from', '2022-10-28T08:00'],
      ['--from', '2022-10-28T08:00', '--rate', '60'],
    ];
    const dirs = names.map((args) => basename(read(args).dir));
    expect(new Set(dirs).size).toBe(4);
    expect(names.map((args) => basename(read(args).dir))).toEqual(dirs);
    expect(basename(read(['--from', '2022-10-30T14:00', '--rate', '10']).dir)).toBe(dirs[0]);
  });

  it.each([
    [['--rate', '0'], /--rate is a number from 1 to 600, not 0/],
    [['--rate', 'fast'], /not fast/],
    [['--from', 'noon'], /--from is a time like 2022-10-28T08:00, from 2022-10-27T01:00 to 2022-11-06T00:00, not noon/],
    [['--from', '2022-10-26T08:00'], /not 2022-10-26T08:00/],
    [['--from', '2023-01-01T08:00'], /not 2023-01-01T08:00/],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => read(args)).toThrow(message);
  });
});

describe('an installation', () => {
  it('has no demonstration in it, and keeps its log apart', () => {
    const { demoJoin, demoRate, dir, isDemo } = read(['--empty', '--data', '/srv/cordon']);
    expect({ demoJoin, demoRate, dir, isDemo }).toEqual({
      demoJoin: undefined,
      demoRate: undefined,
      dir: '/srv/cordon',
      isDemo: false,
    });
  });

  it.each([
    [['--port', '70000'], /--port is a number from 0 to 65535/],
    [['--cert', 'a.pem'], /--cert and --key go together/],
    [['--nonsense'], /nonsense/],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => read(['--empty', ...args])).toThrow(message);
  });
});
