// Tasks: assigned, received, done with proof, verified by another, or recalled.
import type { Static } from 'typebox';
import { problem } from '../errors.ts';
import { Exact, Id, Maybe, Text, Time } from '../schema.ts';
import type { Reading } from '../situation.ts';
import { Proof } from './nail.ts';
import { applied, type Classes, type Folded, type Folds, refused, type Said, type Stamp } from './subject.ts';
import { fieldsOf, put, unknownEntity } from './upsert.ts';

const Assigned = Exact({
  id: Id,
  type: Text(60),
  areaId: Maybe(Id),
  siteId: Maybe(Id),
  gateId: Maybe(Id),
  teamId: Maybe(Id),
  due: Maybe(Time),
  proof: Maybe(Proof),
  note: Maybe(Text(1000)),
});
const Step = Exact({
  id: Id,
  type: Maybe(Text(60)),
  areaId: Maybe(Id),
  siteId: Maybe(Id),
  gateId: Maybe(Id),
  teamId: Maybe(Id),
  due: Maybe(Time),
  proof: Maybe(Proof),
  note: Maybe(Text(1000)),
});

export const taskReports = {
  'task.assigned': Assigned,
  'task.received': Step,
  'task.done': Step,
  'task.verified': Step,
  'task.recalled': Step,
};

export type Task = Stamp &
  Omit<Static<typeof Assigned>, 'id'> & {
    readonly status: 'assigned' | 'received' | 'done' | 'verified' | 'recalled';
    readonly assignedAt?: string;
    readonly receivedAt?: string;
    readonly doneAt?: string;
    readonly doneBy?: string;
    readonly verifiedAt?: string;
    readonly verifiedBy?: string;
    readonly recalledAt?: string;
  };

export const taskClasses: Classes<Task> = {
  type: 'L1',
  areaId: 'L1',
  siteId: 'L1',
  gateId: 'L1',
  teamId: 'L1',
  due: 'L1',
  proof: 'L2',
  note: 'L2',
  status: 'L1',
  assignedAt: 'L1',
  receivedAt: 'L1',
  doneAt: 'L1',
  doneBy: 'L2',
  verifiedAt: 'L1',
  verifiedBy: 'L2',
  recalledAt: 'L1',
};

export const taskFolds: Folds<typeof taskReports> = {
  'task.assigned': (situation, event) => {
    const { id, ...data } = event.data;
    const before = situation.get('tasks', id);
    const known =
      before === undefined
        ? {}
        : { ...fieldsOf<'tasks'>(before), receivedAt: undefined, doneAt: undefined, doneBy: undefined };
    return applied(put('tasks', id, prune({ ...known, ...data, status: 'assigned', assignedAt: event.observedAt })));
  },
  'task.received': step('received', (event) => ({ receivedAt: event.observedAt })),
  'task.done': step('done', (event) => ({ doneAt: event.observedAt, doneBy: event.actor })),
  'task.verified': (situation, event) => {
    // Who says that the work is done does not also say that it is well done.
    if (situation.get('tasks', event.data.id)?.doneBy === event.actor) return refused(ownWork(event.actor));
    return verified(situation, event);
  },
  'task.recalled': step('recalled', (event) => ({ recalledAt: event.observedAt })),
};

const verified = step('verified', (event) => ({ verifiedAt: event.observedAt, verifiedBy: event.actor }));
const ownWork = (actor: string) =>
  problem('four-eyes', `${actor} reported the task as done; another person verifies it`, 'data.id');

function step(status: Task['status'], said: (event: Said<typeof Step>) => Partial<Task>) {
  return (situation: Reading, event: Said<typeof Step>): Folded => {
    const { id, ...data } = event.data;
    const before = situation.get('tasks', id);
    if (before === undefined) return refused(unknownEntity('task', id));
    return applied(put('tasks', id, prune({ ...fieldsOf<'tasks'>(before), ...data, ...said(event), status })));
  };
}

function prune<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
