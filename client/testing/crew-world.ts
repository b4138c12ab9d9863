// The small invented place at work: a round with doors that miss persons, tasks of a crew, a pool that is positive.
import { type Said, TestServer } from './server.ts';
import { GROUND, WORLD } from './world.ts';

const area = (id: string, level: string, parent: string, name: string): Said => [
  'area.registered',
  { id, level, parent, name },
];
const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** A server with all of it. */
export async function openCrewWorld(): Promise<TestServer> {
  const server = await TestServer.open();
  await server.say(
    ...GROUND,
    ...WORLD,
    ['team.registered', { id: 'other', name: '巡逻二队', type: 'patrol' }],
    area('com', 'community', 'east', '柳湾社区'),
    area('court', 'compound', 'com', '柳湾小区'),
    ...[2, 3, 12].map((n) => area(`b${n}`, 'building', 'court', `${n}号楼`)),
    area('b3-2', 'staircase', 'b3', '2单元'),
    ...[1101, 501].map((n) => area(`b3-2-${n}`, 'household', 'b3-2', String(n))),
    ['case.updated', { id: 'c-1', poolId: 'GUAN-7' }],
  );
  await server.sayAs(
    'analyst',
    ['round.opened', { id: 'round', areaIds: ['east'], start: hour(-3), deadline: hour(21) }],
    ['task.assigned', { id: 'patrol', type: 'patrol', areaId: 'east', teamId: 'team', due: hour(2) }],
    ['task.assigned', { id: 'guard', type: 'gateGuard', gateId: 'gate', teamId: 'team' }],
    ['task.assigned', { id: 'supply', type: 'supplies', siteId: 'depot', teamId: 'team' }],
  );
  const persons = ['b12', 'b3-2-1101', 'b2', 'b3-2-501', 'b3-2-501'].map((areaId, i) => ({
    person: `p${i}`,
    areaId,
    status: 'PRESENT',
    from: hour(-3),
  }));
  await server.say(['roll.batch', { roundId: 'round', persons }]);
  return server;
}
