/** Writes as consoles send them, honest ones of a lead, so that the rules look at everything before they take them. */
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { anIncident } from '../../unit/domain/fixtures.ts';
import type { Write } from './engines.ts';

export type Case = {
  readonly name: string;
  readonly collection: CollectionName;
  readonly writes: readonly Write[];
};

type Doc = Readonly<Record<string, unknown>>;

const PERSON = 'person-lead-1';
const USER = { db: 'bench', name: 'lea.lead', roles: ['deskhand-member', 'team-lead', `person:${PERSON}`] };
const COUNT = 100;

const toldBy = (at: string, field: string, from: unknown, to: unknown): JournalEntry => ({
  ...{ id: `entry-${at}`, at, by: PERSON, device: 'device-1', origin: 'console', kind: 'changed' },
  ...{ changes: [{ field, from, to }], text: null, minutes: null, effectId: null },
});

const REV = { _rev: '1-a', _revisions: { start: 1, ids: ['a'] } };
const wire = ({ id, ...doc }: Doc): Doc => ({ ...doc, _id: id });

/** `doc` with another text in `field`, told by one more entry. */
const edit = (doc: Doc, field: string, at: string): Write => {
  const entry = toldBy(at, field, doc[field], 'Another text');
  const after = { ...doc, [field]: 'Another text', updatedAt: at, updatedBy: PERSON };
  const journal = [...(doc.journal as readonly JournalEntry[]), entry];
  return [{ ...wire({ ...after, journal }), ...REV }, { ...wire(doc), _rev: REV._rev }, USER, {}];
};

/** The same with a history of so many entries, as a ticket has after weeks. */
const withHistory = (doc: Doc, length: number): Doc => {
  const journal = doc.journal as readonly JournalEntry[];
  const at = String(doc.updatedAt);
  const more = Array.from({ length: Math.max(0, length - journal.length) }, (_, index) => ({
    ...toldBy(at, 'description', `text ${index}`, `text ${index + 1}`),
    id: `entry-${index}`,
  }));
  return { ...doc, journal: [...journal, ...more] };
};

const create = (now: string, index: number): Write => {
  const env = {
    now,
    newId: () => `id-${index}`,
    actor: { personId: PERSON, roles: [], teamIds: [], deviceId: 'd' },
  };
  return [wire(anIncident(env)), null, USER, {}];
};

/** @param now instant that the writes are of */
export const casesAt = (now: string): readonly Case[] => {
  const batches = [...generateSampleCompany({ seed: 'rules', tickets: 2 * COUNT, cis: 2 * COUNT, now })];
  const of = (collection: CollectionName): readonly Doc[] =>
    batches
      .filter((batch) => batch.collection === collection)
      // Records as documents, field by field.
      .flatMap(({ docs }) => docs as unknown as readonly Doc[])
      .slice(0, COUNT);
  const tickets = of('tickets').filter(({ type, state }) => type === 'incident' && state !== 'closed');
  return [
    { name: 'new ticket', collection: 'tickets', writes: tickets.map((_, index) => create(now, index)) },
    {
      name: 'edit of a ticket',
      collection: 'tickets',
      writes: tickets.map((doc) => edit(doc, 'title', now)),
    },
    {
      name: 'edit of a ticket with 60 entries',
      collection: 'tickets',
      writes: tickets.map((doc) => edit(withHistory(doc, 60), 'title', now)),
    },
    {
      name: 'edit of a device',
      collection: 'configItems',
      writes: of('configItems').map((doc) => edit(doc, 'name', now)),
    },
  ];
};
