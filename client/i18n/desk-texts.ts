// Texts that only the desk says: its own chunk brings them, so that a wall and a phone do not.
import { ADDRESSES_EN, ADDRESSES_ZH } from './addresses.ts';
import { COMPARE_EN, COMPARE_ZH } from './compare.ts';
import { EXPORT_EN, EXPORT_ZH } from './export.ts';
import { FENCE_EN, FENCE_ZH } from './fence.ts';
import { PALETTE_EN, PALETTE_ZH } from './palette.ts';
import { READINGS_EN, READINGS_ZH } from './readings.ts';
import { ROUNDS_EN, ROUNDS_ZH, TASKS_EN, TASKS_ZH } from './rounds.ts';
import { TABLE_EN, TABLE_ZH } from './table.ts';
import { TEAMS_EN, TEAMS_ZH } from './teams.ts';
import { TIMELINE_EN, TIMELINE_ZH } from './timeline.ts';
import { WALLS_EN, WALLS_ZH } from './walls.ts';

export const DESK_ZH = {
  addresses: ADDRESSES_ZH,
  compare: COMPARE_ZH,
  export: EXPORT_ZH,
  fence: FENCE_ZH,
  palette: PALETTE_ZH,
  readings: READINGS_ZH,
  rounds: ROUNDS_ZH,
  table: TABLE_ZH,
  tasks: TASKS_ZH,
  teams: TEAMS_ZH,
  timeline: TIMELINE_ZH,
  walls: WALLS_ZH,
};

export const DESK_EN: typeof DESK_ZH = {
  addresses: ADDRESSES_EN,
  compare: COMPARE_EN,
  export: EXPORT_EN,
  fence: FENCE_EN,
  palette: PALETTE_EN,
  readings: READINGS_EN,
  rounds: ROUNDS_EN,
  table: TABLE_EN,
  tasks: TASKS_EN,
  teams: TEAMS_EN,
  timeline: TIMELINE_EN,
  walls: WALLS_EN,
};
