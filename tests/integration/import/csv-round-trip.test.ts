import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvColumns, csvHeader, csvRow } from '#cli/export/csv.ts';
import { createConfigItem } from '#domain/config-items/config-item.commands.ts';
import { CI_CLASSES, CI_STATUSES, type ConfigItem } from '#domain/fields/config-items.ts';
import type { Person, Place } from '#domain/fields/directory.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { wellFormedText } from '#domain/records/well-formed.ts';
import { newPerson, newPlace } from '#main/host/import/directory-records.ts';
import { importEnv } from '#main/host/import/import-context.ts';
import { FIRST_SEED } from '../../seeds.ts';
import { type ImportBench, openImportBench } from './import-host.ts';

/** Texts that tables get wrong: formulas, separators, quotes, line ends, blanks around, marks of our own. */
const awkward = fc.stringMatching(/^['"]{0,2}[=+\-@ \t\uFF1D\u3000]{0,2}[a-zäß0-9;,\\"'\n\r#/.打印 ]{0,12}$/);
const text = (maxLength: number, minLength = 0) =>
  fc
    .oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), awkward)
    .map((value) => wellFormedText(value.replaceAll('\0', '').slice(0, maxLength)))
    .filter((value) => value.trim().length >= minLength);
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const texts = (maxLength: number) => fc.uniqueArray(text(maxLength, 1), { maxLength: 3 });
const date = fc
  .integer({ min: 0, max: 40_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

const itemFields = fc.record({
  name: text(400, 1),
  ciClass: fc.constantFrom(...CI_CLASSES),
  status: fc.constantFrom(...CI_STATUSES),
  criticality: fc.constantFrom('high', 'medium', 'low'),
  manufacturer: orNull(text(400)),
  model: orNull(text(400)),
  ips: texts(60),
  macs: texts(40),
  tags: texts(60),
  notes: text(1_000),
  commercial: fc.record({
    supplier: orNull(text(400)),
    purchaseOrder: orNull(text(80)),
    invoiceNumber: orNull(text(80)),
    invoiceDate: orNull(date),
    deliveryNote: orNull(text(80)),
    deliveredOn: orNull(date),
    priceMinor: orNull(fc.maxSafeInteger()),
    currency: orNull(fc.constantFrom('EUR', 'SEK', 'JPY')),
    warrantyUntil: orNull(date),
    costCentre: orNull(text(80)),
  }),
});
const personFields = fc.record({
  name: text(400, 1),
  email: orNull(text(200)),
  phones: fc.array(fc.oneof(text(60, 1), fc.constantFrom('+49 431 5550 1037', '(0431) 5550; 12')), {
    maxLength: 3,
  }),
  jobTitle: orNull(text(400)),
  department: orNull(text(400)),
  costCentre: orNull(text(80)),
  vip: fc.boolean(),
  active: fc.boolean(),
});
const placeFields = fc.record({
  kind: fc.constantFrom('building', 'floor', 'room'),
  name: text(60, 1),
  address: orNull(text(400)),
});

describe('a table that was exported and comes back', () => {
  let bench: ImportBench;
  beforeEach(async () => {
    bench = await openImportBench();
  });
  afterEach(() => bench.close());

  const exported = async (collection: CollectionName): Promise<string> => {
    const columns = csvColumns(collection);
    const records = await bench.all(collection);
    return `\ufeff${csvHeader(columns)}${records.map((record) => csvRow(record, columns)).join('')}`;
  };

  const store = async (round: string) => {
    const { records } = bench.host.context;
    const env = importEnv(bench.host.context);
    const sample = <T>(one: fc.Arbitrary<T>, count: number): readonly T[] =>
      fc.sample(one, { numRuns: count, seed: FIRST_SEED + Number(round) });
    const site: Place = newPlace({ id: `site-${round}`, name: `Site ${round}`, externalId: null }, env);
    const places = sample(placeFields, 20).map((fields, index): Place => {
      const path = `${site.path} / ${index} ${fields.name}`;
      const base = newPlace({ id: `place-${round}-${index}`, name: fields.name, externalId: null }, env);
      return {
        ...base,
        ...fields,
        name: `${index} ${fields.name}`,
        path,
        parentId: site.id,
        siteId: site.id,
      } as Place;
    });
    const people = sample(personFields, 40).map((fields, index): Person => {
      const base = newPerson({ id: `person-${round}-${index}`, name: fields.name, externalId: null }, env);
      return {
        ...base,
        ...fields,
        login: `p${round}-${index}`,
        employeeNumber: index % 2 === 0 ? null : `+${round}${index}`,
        placeId: site.id,
      };
    });
    const items = sample(itemFields, 60).map((fields, index): ConfigItem => {
      const made = createConfigItem(
        null,
        { id: `ci-${round}-${index}`, name: fields.name, ciClass: fields.ciClass, status: fields.status },
        { env, origin: 'import' },
      );
      if (!made.ok) throw new Error(made.error.reason);
      const own = { ...fields, commercial: { ...made.value.commercial, ...fields.commercial } };
      const tag = index % 3 === 0 ? null : `=${round}-${index}`;
      return {
        ...made.value,
        ...own,
        assetTag: tag,
        serial: index % 2 === 0 ? null : `00${round}${index}`,
        userId: `person-${round}-1`,
        placeId: site.id,
      } as ConfigItem;
    });
    await records.putAll('directory', [site, ...places, ...people]);
    await records.putAll('configItems', items);
  };

  it('changes nothing', async () => {
    for (const round of ['1', '2', '3']) await store(round);
    const before = {
      items: await bench.all('configItems'),
      directory: await bench.all('directory'),
    };
    const items = await bench.file('items.csv', await exported('configItems'));
    const directory = await bench.file('directory.csv', await exported('directory'));
    for (const [file, map, count] of [
      [items, 'deskhand-config-items', 180],
      [directory, 'deskhand-people', 120],
      [directory, 'deskhand-places', 63],
    ] as const) {
      const report = await bench.run([file], { format: 'csv', map });
      expect(report.errors).toEqual([]);
      const touched = report.records.filter(({ action }) => action !== 'unchanged');
      expect(touched, `seed ${FIRST_SEED}`).toEqual([]);
      expect(report.unchanged).toBe(count);
    }
    expect(await bench.all('configItems')).toEqual(before.items);
    expect(await bench.all('directory')).toEqual(before.directory);
  });

  it('changes nothing with a map of somebody’s own', async () => {
    const map = await bench.file('map.json', {
      into: 'configItems',
      columns: { name: 'name', serial: 'serial', 'commercial.priceMinor': 'commercial.priceMinor' },
    });
    const first = await bench.file('a.csv', 'name,serial,commercial.priceMinor\nPriced,SP-1,1299.00\n');
    await bench.run([first], { format: 'csv', map });
    for (let round = 0; round < 3; round += 1) {
      const file = await bench.file('o.csv', await exported('configItems'));
      expect(await bench.run([file], { format: 'csv', map })).toMatchObject({ unchanged: 1, errors: [] });
    }
    const [item] = await bench.all('configItems');
    expect(item?.commercial.priceMinor).toBe(129_900);
  });

  it('brings what was edited in it, and says which of its columns it does not take', async () => {
    await store('1');
    const text = (await exported('directory')).replace('p1-1,', 'p1-renamed,');
    const report = await bench.run([await bench.file('d.csv', text)], {
      format: 'csv',
      map: 'deskhand-people',
    });
    expect(report).toMatchObject({ created: 0, updated: 1, errors: [] });
    const left = report.columns.flatMap(({ column, field }) => (field === null ? [column] : []));
    expect(left).toEqual(expect.arrayContaining(['managerId', 'teamIds', 'extra']));
  });
});
