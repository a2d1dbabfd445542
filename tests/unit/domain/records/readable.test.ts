import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import type { JsonObject } from '#domain/records/json.ts';
import { readerOf, whyUnreadable } from '#domain/records/readable.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import { OLD_RECORDS } from '../../../fixtures/records/v0.ts';

const company = [
  ...generateSampleCompany({ seed: 'readable', tickets: 60, cis: 60, now: '2026-05-01T08:00:00.000Z' }),
].flatMap(({ collection, docs }) =>
  docs.map((record) => ({ collection, record: record as unknown as JsonObject })),
);
const some = (collection: CollectionName): JsonObject => {
  const found = company.find((one) => one.collection === collection);
  if (found === undefined) throw new Error(`the sample company has no ${collection}`);
  return found.record;
};
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('what this version can read', () => {
  it('is all that it writes, and all of before in its shape of today', () => {
    for (const { collection, record } of company) expect(whyUnreadable(collection, record)).toBeNull();
    for (const [collection, records] of Object.entries(OLD_RECORDS)) {
      for (const record of records) {
        expect(whyUnreadable(collection as CollectionName, upgraded({ ...record })), record.id).toBeNull();
      }
    }
  });

  it('keeps fields that a newer version added', () => {
    const ticket = { ...some('tickets'), addedLater: { texts: ['x'.repeat(200_000)] } };
    expect(whyUnreadable('tickets', ticket)).toBeNull();
  });

  const ticket = some('tickets');
  const journal = ticket.journal as readonly JsonObject[];
  const setting = some('settings');
  it.each<[string, CollectionName, JsonObject, string, string?]>([
    ['an object for a title', 'tickets', { ...ticket, title: { a: 1 } }, 'field.wrong_kind', 'title'],
    ['no tags', 'tickets', { ...ticket, tags: undefined }, 'record.no_field', 'tags'],
    ['null for a list', 'tickets', { ...ticket, journal: null }, 'field.wrong_kind', 'journal'],
    ['a list for a text', 'tickets', { ...ticket, number: [] }, 'field.wrong_kind', 'number'],
    ['a huge text', 'tickets', { ...ticket, title: 'x'.repeat(1_000_000) }, 'field.too_long', 'title'],
    [
      'a day that is none',
      'tickets',
      { ...ticket, createdAt: '2026-02-30T08:00:00.000Z' },
      'field.wrong_kind',
    ],
    ['a text for an instant', 'tickets', { ...ticket, updatedAt: 'now' }, 'field.wrong_kind', 'updatedAt'],
    [
      'a journal 1,100 deep',
      'tickets',
      { ...ticket, journal: [{ ...journal[0], changes: [{ field: 'a', from: nested(1_100), to: 1 }] }] },
      'field.too_deep',
      'journal.changes.from',
    ],
    [
      'an unknown field nested deep',
      'tickets',
      { ...ticket, newer: nested(100_000) },
      'field.too_deep',
      'newer',
    ],
    ['a type to come', 'tickets', { ...ticket, type: 'walkabout' }, 'record.newer_type'],
    ['no type', 'tickets', { ...ticket, type: undefined }, 'record.no_field', 'type'],
    ['a state to come', 'tickets', { ...ticket, state: 'dreaming' }, 'field.wrong_kind', 'state'],
    ['a setting to come', 'settings', { ...setting, value: { key: 'weather' } }, 'record.newer_setting'],
    ['a setting without a value', 'settings', { ...setting, value: null }, 'field.wrong_kind', 'value'],
    ['nothing', 'relations', {}, 'field.wrong_kind', 'id'],
  ])('is not %s', (_what, collection, record, reason, field) => {
    const why = whyUnreadable(collection, record);
    expect(why?.reason).toBe(reason);
    if (field !== undefined) expect(why?.details?.field).toBe(field);
  });

  it('is told for any JSON, and what it takes the schemas take', () => {
    const anyRecord = fc.oneof(
      fc.dictionary(fc.string(), fc.jsonValue()),
      // A record with some of its values replaced.
      fc
        .tuple(fc.constantFrom(...company), fc.array(fc.tuple(fc.nat(60), fc.jsonValue()), { maxLength: 3 }))
        .map(([{ record }, changes]) => {
          const names = Object.keys(record);
          const changed = changes.map(([at, value]) => [names[at % names.length], value] as const);
          return { ...record, ...Object.fromEntries(changed) };
        }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...COLLECTIONS), anyRecord, (collection, record) => {
        const today = upgraded(record);
        if (whyUnreadable(collection, today) !== null) return;
        expect(RECORD_SCHEMAS[collection].safeParse(today).success).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has a name of its own for each version', () => {
    expect(readerOf('1')).toBe(readerOf('1'));
    expect(readerOf('1')).not.toBe(readerOf('2'));
  });
});
