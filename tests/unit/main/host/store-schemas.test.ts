import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { MIGRATIONS } from '#main/host/store/migrations.ts';
import { storeSchemaOf } from '#main/host/store/schemas.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/schemas');
const frozen = (name: string): unknown => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'));

it('there are no more collections than RxDB opens in one process', () => {
  // See ARCHITECTURE, "Collections": a new kind of record is a type in one of these.
  expect(COLLECTIONS.length).toBeLessThanOrEqual(13);
});

describe.each(COLLECTIONS)('the stored shape of %s', (collection) => {
  const schema = storeSchemaOf(collection);

  it('is the one that was frozen for its version', () => {
    // A profile holds this shape. If it has to change, count `version` up in main/host/store/schemas.ts, add the way from the old one to
    // main/host/store/migrations.ts, and freeze the new shape beside the old as tests/fixtures/schemas/<collection>.v<version>.json.
    expect(JSON.parse(JSON.stringify(schema))).toEqual(frozen(`${collection}.v${schema.version}.json`));
  });

  it('can be reached from every older version, each of which is still frozen', () => {
    const wanted = Array.from({ length: schema.version }, (_, older) => String(older + 1));
    expect(Object.keys(MIGRATIONS[collection])).toEqual(wanted);
    const files = readdirSync(FIXTURES).filter((name) => name.startsWith(`${collection}.v`));
    expect(files).toHaveLength(schema.version + 1);
  });
});
