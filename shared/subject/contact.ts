// Contacts of a case, and their way from "found" to "under control".
import type { Static } from 'typebox';
import { Exact, Id, Maybe, OneOf, Text, Time, Updatable } from '../schema.ts';
import type { Classes, Folds, Stamp } from './subject.ts';
import { type Kept, registered, updated } from './upsert.ts';

const fields = {
  id: Id,
  caseId: Id,
  degree: OneOf('close', 'secondary'),
  identifiedAt: Time,
  lastExposure: Time,
  controlledAt: Maybe(Time),
  siteId: Maybe(Id),
  route: Maybe(Text(40)),
};

const Reported = Exact(fields);
export const contactReports = { 'contact.reported': Reported, 'contact.updated': Updatable(fields, 'id') };

export type Contact = Stamp & Omit<Static<typeof Reported>, 'id'> & Kept;

export const contactClasses: Classes<Contact> = {
  caseId: 'L2',
  degree: 'L2',
  identifiedAt: 'L2',
  lastExposure: 'L2',
  controlledAt: 'L2',
  siteId: 'L2',
  route: 'L2',
  fieldVersions: 'never',
};

export const contactFolds: Folds<typeof contactReports> = {
  'contact.reported': (situation, { data }) => registered(situation, 'contacts', data),
  'contact.updated': (situation, event) => updated(situation, 'contacts', event),
};
