// What a person must know of an alternative before choosing it.

const MESSAGES = {
  'not-on-map': (n: number) => `${n} persons have no place on the map: no fence holds them`,
  uncovered: (n: number) => `${n} strong places lie outside`,
  coarse: (n: number) => `${n} strong places are known no better than to the compound or street`,
  surroundings: (n: number) => `${n} points lie beside every building: their surroundings chose the units`,
  'not-counted': () => 'an area inside has no count of persons',
  'blocks-emergency-route': () => 'every drivable way in is blocked: no fire engine, no ambulance',
  'hospital-inside': (n: number) => `${n} clinics or hospitals lie inside: they need a green corridor`,
  'over-cap': () => 'the area is larger than one fence should be',
  'over-unit': (n: number) => `${n} units held whole are larger than the policy makes zones of`,
  'dwelling-cut': (n: number) => `the line cuts ${n} buildings: a dwelling is held whole or not at all`,
  'policy-forbids': () => 'the policy forbids this unit',
  'reason-wanted': () => 'holds more people than the least sufficient: say why',
} as const;

export type WarningCode = keyof typeof MESSAGES;
/** `count`: how many of what it warns of; 1 where there is nothing to count. */
export type Warning = { readonly code: WarningCode; readonly message: string; readonly count: number };

/** One warning, or none where there is nothing to count. */
export const warn = (code: WarningCode, count: number): Warning[] =>
  count === 0 ? [] : [{ code, message: MESSAGES[code](count), count }];
