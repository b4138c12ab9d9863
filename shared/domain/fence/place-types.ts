// What kind of place makes what kind of piece of a fence, and how far a point reaches where only a point is known.

export type PlaceRule = {
  /** `home`: by the address tree, from staircase to village; `premises`: the place itself; `none`: no polygon, ever */
  readonly piece: 'home' | 'premises' | 'none';
  /** metres around a point that no unit holds */
  readonly buffer: number;
  /** whether a stay is indoors where the report does not say */
  readonly isEnclosed: boolean;
};

const rule = (piece: PlaceRule['piece'], buffer: number, isEnclosed = true): PlaceRule => ({
  piece,
  buffer,
  isEnclosed,
});

/** domain.md 6.7 step 3 (our own defaults, marked [P] there), by the types that reports and areas use. */
const RULES: Readonly<Record<string, PlaceRule>> = {
  flat: rule('home', 30),
  apartments: rule('home', 30),
  home: rule('home', 30),
  house: rule('home', 50),
  houses: rule('home', 50),
  village: rule('home', 50),
  oneStorey: rule('home', 50),
  office: rule('premises', 40),
  workshop: rule('premises', 40),
  plant: rule('premises', 40),
  logistics: rule('premises', 40),
  government: rule('premises', 40),
  school: rule('premises', 80),
  kindergarten: rule('premises', 80),
  college: rule('premises', 80),
  shop: rule('premises', 30),
  restaurant: rule('premises', 30),
  hotel: rule('premises', 40),
  supermarket: rule('premises', 60),
  market: rule('premises', 60),
  mall: rule('premises', 60),
  hospital: rule('premises', 50),
  clinic: rule('premises', 50),
  nursingHome: rule('premises', 50),
  entertainment: rule('premises', 50),
  bathhouse: rule('premises', 50),
  cinema: rule('premises', 50),
  outdoorMarket: rule('premises', 50, false),
  square: rule('premises', 50, false),
  stadium: rule('premises', 50, false),
  samplingPoint: rule('premises', 30, false),
  checkpoint: rule('premises', 60),
  serviceArea: rule('premises', 60),
  coach: rule('premises', 60),
  railway: rule('premises', 60),
  airport: rule('premises', 60),
  walk: rule('none', 15, false),
  // a trip is a list of passengers, not ground
  bus: rule('none', 30),
  metro: rule('none', 30),
  taxi: rule('none', 30),
  train: rule('none', 30),
  flight: rule('none', 30),
  vehicle: rule('none', 30),
};
const OTHER = rule('premises', 40);

export const placeRule = (type: string): PlaceRule => RULES[type] ?? OTHER;
