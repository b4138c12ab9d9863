// What one may be allowed to do. Which role has which stands in the server's table (server/access/principal.ts).

export const RIGHTS = [
  'report',
  'import',
  'rounds',
  'tasks',
  'propose',
  'submit',
  'release',
  'adopt',
  'hold',
  'approve',
  'publish',
  'acknowledge',
  'walls',
  'accounts',
  'system', // the server itself
] as const;
export type Right = (typeof RIGHTS)[number];
