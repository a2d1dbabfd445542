import { describe, expect, it } from 'vitest';
import { CSV_PRESETS, nestFields, parseCsvMapping, readCsvFields } from '#domain/import/csv-mapping.ts';
import { unwrap } from '../domain/env.ts';

const plan = (columns: Readonly<Record<string, string>>) =>
  unwrap(parseCsvMapping({ into: 'configItems', columns }));

describe('a mapping', () => {
  it.each([
    [{ into: 'spaceships', columns: {} }, 'into'],
    [{ into: 'people', columns: { A: 'journal' } }, 'columns.A'],
    [{ into: 'people', columns: { A: 'constructor' } }, 'columns.A'],
    [{ into: 'people', columns: { A: 'name' }, delimiter: 'ab' }, 'delimiter'],
    [{ into: 'people', columns: { A: 'name' }, extra: 1 }, ''],
    [[], ''],
  ])('is refused with the place: %j', (value, path) => {
    expect(parseCsvMapping(value)).toMatchObject({ ok: false, error: { details: { path } } });
  });
});

describe('cells', () => {
  it.each([
    ['ciClass', 'Laptops', 'notebook'],
    ['ciClass', 'network_device', 'network_device'],
    ['ciClass', 'Espresso machine', 'other'],
    ['status', 'Ready to Deploy', 'stored'],
    ['status', 'in operation', 'in_operation'],
    ['commercial.priceMinor', '1,299.00', 129_900],
    ['commercial.priceMinor', '1.299,50', 129_950],
    ['commercial.priceMinor', '$2266', 226_600],
    ['commercial.deliveredOn', '04.05.2026', '2026-05-04'],
    ['commercial.deliveredOn', '2026-05-04', '2026-05-04'],
    ['macs', 'a, b;c', ['a', 'b', 'c']],
  ])('%s reads "%s"', (path, cell, value) => {
    expect(readCsvFields({ Column: cell }, plan({ Column: path }))).toEqual({
      ok: true,
      value: { [path]: value },
    });
  });

  it.each([
    ['commercial.deliveredOn', '03/04/2026'],
    ['commercial.deliveredOn', '31.02.2026'],
    ['commercial.priceMinor', 'a lot'],
    ['status', 'dancing'],
    ['assetTag', 'x'.repeat(121)],
  ])('%s refuses "%s" and names the column', (path, cell) => {
    expect(readCsvFields({ Column: cell }, plan({ Column: path }))).toMatchObject({
      ok: false,
      error: { details: { column: 'Column' } },
    });
  });

  it('that are empty say nothing', () => {
    expect(readCsvFields({ A: ' ' }, plan({ A: 'status' }))).toEqual({ ok: true, value: {} });
  });

  it('go into the object that is there', () => {
    const before = { commercial: { supplier: 'Acme', costCentre: '7' } };
    expect(nestFields({ 'commercial.supplier': 'Bolt', name: 'a' }, before)).toEqual({
      commercial: { supplier: 'Bolt', costCentre: '7' },
      name: 'a',
    });
  });

  it('of a Snipe-IT table are known', () => {
    const preset = CSV_PRESETS.get('snipe-it-assets');
    if (preset === undefined) throw new Error('no preset');
    const cells = { 'Asset Tag': 'T-1', Category: 'Desktops', 'Purchase Cost': '10.5', Location: 'Depot' };
    expect(readCsvFields(cells, preset)).toEqual({
      ok: true,
      value: { assetTag: 'T-1', ciClass: 'desktop', 'commercial.priceMinor': 1050, place: 'Depot' },
    });
  });
});
