// Golden vectors of domain part 7: checkpoints, rooms, laboratories, testing points. The numbers come from the text.
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '../subject/checkpoint.ts';
import {
  dutyCover,
  flowOf,
  gapMinutes,
  NO_PASSAGES,
  parityOf,
  plus,
  registerOf,
  utilisation,
} from './checkpoint-flow.ts';
import { labNeed, poolAdvice, testingPlan, testsPerPerson } from './laboratory.ts';
import { activationOf, roomsOf, roomsRequired } from './occupancy.ts';
import { coveragePercent, roundedPercent } from './rate.ts';

const passages = (some: Partial<typeof NO_PASSAGES>) => ({ ...NO_PASSAGES, ...some });
const INTER = passages({ vehicles: 920_000, vehiclesTurnedBack: 20_975, personsTurnedBack: 47_017, suspects: 80 });
const DISTRICT = passages({ vehicles: 1_490_000, persons: 3_539_000, suspects: 69 });

it('V01: 20,975 of 920,000 vehicles turned back are 2.2799 %, shown as 2.28 %', () => {
  const rate = flowOf(INTER).vehicleTurnBack!;
  expect(rate * 100).toBeCloseTo(2.2799, 4);
  expect(roundedPercent(rate)).toBe(2.28);
});

it('V02: 47,017 persons in 20,975 vehicles are 2.2416 a vehicle', () => {
  expect(flowOf(INTER).personsPerTurnedVehicle).toBeCloseTo(2.2416, 4);
});

it('V03: without persons checked there is no person turn-back rate, and it is not 0', () => {
  expect(flowOf(INTER).personTurnBack).toBeNull();
});

it('V04: 80 suspects among 920,000 are 0.8696 in 10,000', () => {
  const { yieldPer10000, yieldOf, yieldInterval } = flowOf(INTER);
  expect(yieldPer10000).toBeCloseTo(0.8696, 4);
  expect(yieldOf).toBe('vehicles');
  expect(yieldInterval!.low).toBeLessThan(yieldPer10000!);
  expect(yieldInterval!.high).toBeGreaterThan(yieldPer10000!);
});

it('V05: 2.3752 persons a vehicle, 0.19497 in 10,000, 1 in 51,290', () => {
  const { personsPerVehicle, yieldPer10000 } = flowOf(DISTRICT);
  expect(personsPerVehicle).toBeCloseTo(2.3752, 4);
  expect(yieldPer10000).toBeCloseTo(0.19497, 5);
  expect(Math.round(10_000 / yieldPer10000!)).toBe(51_290);
});

it('V06: together 2,410,000 vehicles and 149 suspects; what only one level counted is not lost', () => {
  expect(plus(INTER, DISTRICT)).toMatchObject({
    vehicles: 2_410_000,
    suspects: 149,
    persons: 3_539_000,
    vehiclesTurnedBack: 20_975,
  });
});

it('V07: one airport, railway, coach, six expressway exits and five roads are 14; declared 15, one unexplained', () => {
  const types: Checkpoint['type'][] = [
    'airport',
    'railway',
    'coach',
    ...Array<'expressway'>(6).fill('expressway'),
    ...Array<'road'>(5).fill('road'),
  ];
  expect(registerOf(types, 15)).toMatchObject({ registered: 14, declared: 15, unexplained: 1 });
  expect(registerOf(types, null).unexplained).toBeNull();
});

it('V08: 3 sites running, 5 built, 7 in reserve are 15', () => {
  const tiers = [
    ['running', 3],
    ['built', 5],
    ['reserve', 7],
  ] as const;
  const sites = tiers.flatMap(([tier, n]) =>
    Array.from({ length: n }, (_, i) => ({ id: `${tier}${i}`, type: 'quarantine' as const, tier, capacity: 10 })),
  );
  const { byTier } = roomsOf(sites);
  expect([byTier.running.sites, byTier.built.sites, byTier.reserve.sites]).toEqual([3, 5, 7]);
  expect(byTier.running.sites + byTier.built.sites + byTier.reserve.sites).toBe(15);
});

it('V09: 437,800 inhabitants want 2,627 rooms, 876 after a day, 1,314 after two, all after three', () => {
  expect(roomsRequired(437_800)).toBe(2_627);
  expect(activationOf(2_627).map(({ rooms }) => rooms)).toEqual([876, 1_314, 2_627]);
});

it('V10: 146 to 219 points, 1,217 samplers; with 58 points 7,548 persons each', () => {
  const plan = testingPlan(437_800, 58);
  expect(plan.pointsWanted).toEqual([146, 219]);
  expect(plan.samplersWanted).toBe(1_217);
  expect(Math.round(plan.personsPerPoint!)).toBe(7_548);
});

it('V18: a gate on duty from 00:00 to 23:40 is covered 98.61 %, with a gap of 20 minutes', () => {
  const at = (time: string) => `2022-11-26T${time}:00+08:00`;
  const cover = dutyCover(
    [
      { from: at('00:00'), to: at('08:00'), staff: 2 },
      { from: at('08:00'), to: at('16:00'), staff: 2 },
      { from: at('15:30'), to: at('23:40'), staff: 1 },
    ],
    Date.parse(at('00:00')),
    Date.parse('2022-11-27T00:00:00+08:00'),
  );
  expect(roundedPercent(cover.share)).toBe(98.61);
  expect([cover.gaps.length, gapMinutes(cover)]).toEqual([1, 20]);
});

it('V23: 230,354 samples with 577 desks in 11 hours are 36.3 a desk and hour; 139 of 1,532 rooms are 9.07 %', () => {
  expect(230_354 / (577 * 11)).toBeCloseTo(36.3, 1);
  expect(577 / 250).toBeCloseTo(2.3, 1);
  expect(coveragePercent(139, 1_532)).toBe('9.07 %');
});

describe('turned back elsewhere', () => {
  it('V28: Jinzhong, 2.86 % of persons, 3.47 % of vehicles, 1.81 persons a vehicle', () => {
    const flow = flowOf(
      passages({ persons: 626_000, vehicles: 346_000, personsTurnedBack: 17_900, vehiclesTurnedBack: 12_000 }),
    );
    expect([roundedPercent(flow.personTurnBack!), roundedPercent(flow.vehicleTurnBack!)]).toEqual([2.86, 3.47]);
    expect(flow.personsPerVehicle).toBeCloseTo(1.81, 2);
  });

  it('V29: Shanghai, 1.83 persons in each vehicle turned back', () => {
    expect(
      flowOf(passages({ vehiclesTurnedBack: 1_781, personsTurnedBack: 3_251 })).personsPerTurnedVehicle,
    ).toBeCloseTo(1.83, 2);
  });

  it('V30: Shandong, 1.97 persons a vehicle', () => {
    expect(flowOf(passages({ vehicles: 8_580_000, persons: 16_860_000 })).personsPerVehicle).toBeCloseTo(1.97, 2);
  });
});

it('V31: 29,365 of 430,217 rooms opened are 6.83 %', () => {
  // 6.8256: an ordinary rate, rounded half up.
  expect(roundedPercent(29_365 / 430_217)).toBe(6.83);
});

it('V41: pools of ten at 1 % cost 0.1956 tests a person', () => {
  expect(testsPerPerson(0.01, 10)).toBeCloseTo(0.1956, 4);
});

describe('what 6.3 and 6.5 work out', () => {
  it('5-, 10- and 20-in-1 for 437,800 persons; 2,432 tubes an hour in 18 hours are 39 instruments', () => {
    expect([5, 10, 20].map((n) => labNeed([{ persons: 437_800, n }], 18).tubes)).toEqual([87_560, 43_780, 21_890]);
    const { tubesPerHour, instruments } = labNeed([{ persons: 437_800, n: 10 }], 18);
    expect([Math.round(tubesPerHour), instruments]).toEqual([2_432, 39]);
  });

  it('advises 20-in-1 at 0.1 %, 10-in-1 at 1 % and 2 %, with the warning that the national rule ends at 0.1 %', () => {
    expect(poolAdvice(0.001)).toMatchObject({ n: 20, isBeyondRule: false });
    expect(poolAdvice(0.01)).toMatchObject({ n: 10, isBeyondRule: true });
    expect(poolAdvice(0.02).n).toBe(10);
    expect(poolAdvice(0.5).n).toBe(1);
    expect([5, 10, 20].map((n) => Number(testsPerPerson(0.001, n).toPrecision(3)))).toEqual([0.205, 0.11, 0.0698]);
  });

  it('eight lanes at five minutes a vehicle pass 96 an hour', () => {
    expect(utilisation(96, 8)).toBe(1);
  });

  it('flags a gate that checks what comes in and not what goes out, and one that never counted it', () => {
    expect(parityOf({ in: 100, out: 79 }).isFlagged).toBe(true);
    expect(parityOf({ in: 100, out: 80 }).isFlagged).toBe(false);
    expect(parityOf({ in: 100, out: 50 }, { in: 200, out: 100 })).toEqual({ parity: 1, isFlagged: false });
    expect(parityOf({ in: 100, out: null })).toEqual({ parity: null, isFlagged: true });
  });
});
