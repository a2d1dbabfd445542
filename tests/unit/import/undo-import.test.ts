import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import { broughtBack, undoImport, undoneImport } from '#domain/import/undo-import.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import type { Target } from '#domain/merge/way-back.ts';
import { envOf } from '../domain/env.ts';
import { anItem } from '../domain/fixtures.ts';

const env = envOf(['administrator']);
const by = (personId: string) => ({ ...env, actor: { ...env.actor, personId } });
const text = fc.option(fc.constantFrom('A', 'B', 'C'), { nil: null });
const words = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'));
const patch = fc.record(
  {
    ...{ model: text, manufacturer: text, serial: text, tags: words, macs: words },
    hardware: fc.record({ cpu: text, os: text, memoryMb: fc.option(fc.nat(3), { nil: null }) }),
    inventoryAt: fc.constantFrom('2026-05-01T00:00:00.000Z', '2026-05-09T00:00:00.000Z'),
  },
  { requiredKeys: [] },
);
type Patch = Partial<ConfigItem>;

const withHardware = (item: ConfigItem, given: object): Patch => {
  const { hardware, ...rest } = given as Patch;
  return hardware === undefined ? rest : { ...rest, hardware: { ...item.hardware, ...hardware } };
};
const imported = (item: ConfigItem, given: object): ConfigItem =>
  applyChanges(item, withHardware(item, given), by('import'), { kind: 'imported', origin: 'import' });
const edited = (item: ConfigItem, given: object): ConfigItem =>
  applyChanges(item, withHardware(item, given), by('anna'), { kind: 'changed' });

const valuesOf = (item: object): object => {
  const { journal, updatedAt, updatedBy, tags, macs, ...values } = item as ConfigItem;
  return { ...values, tags: [...tags].sort(), macs: [...macs].sort() };
};
const runOf = (before: ConfigItem, after: ConfigItem, isNew = false) => {
  const known = new Set(before.journal.map(({ id }) => id));
  const entryIds = new Set(after.journal.flatMap(({ id }) => (known.has(id) && !isNew ? [] : [id])));
  return { runId: 'run-1', isNew, entryIds };
};
const undone = (item: ConfigItem, run: ReturnType<typeof runOf>) =>
  undoImport('configItems', item as unknown as Target, run, by('lea'));

describe('an import that is undone', () => {
  it('leaves what it changed as it was, whatever it changed and in however many entries', () => {
    fc.assert(
      fc.property(fc.array(patch, { minLength: 1, maxLength: 3 }), (patches) => {
        const before = anItem('ci-1', { model: 'A', tags: ['x'] });
        const after = patches.reduce<ConfigItem>(imported, before);
        const { record, kept } = undone(after, runOf(before, after));
        expect(kept).toEqual([]);
        expect(valuesOf(record)).toEqual(valuesOf(before));
        const again = undone(record as unknown as ConfigItem, runOf(before, after));
        expect(again.record).toBe(record);
      }),
    );
  });

  it('never changes a value that somebody set since', () => {
    fc.assert(
      fc.property(patch, patch, (first, later) => {
        const before = anItem('ci-1', { model: 'A', tags: ['x'] });
        const after = imported(before, first);
        const now = edited(after, later);
        const { record, kept } = undone(now, runOf(before, after));
        const [result, stored] = [record as unknown as ConfigItem, now];
        for (const name of ['model', 'manufacturer', 'serial'] as const) {
          const isEdited = stored[name] !== after[name];
          expect(result[name]).toBe(isEdited ? stored[name] : before[name]);
          const isKept = isEdited && before[name] !== after[name] && stored[name] !== before[name];
          expect(kept.some(({ field, by: who }) => field === name && who === 'anna')).toBe(isKept);
        }
        for (const part of ['cpu', 'os', 'memoryMb'] as const) {
          if (stored.hardware[part] !== after.hardware[part]) {
            expect(result.hardware[part]).toBe(stored.hardware[part]);
          }
        }
        for (const tag of stored.tags.filter((one) => !after.tags.includes(one))) {
          expect(result.tags).toContain(tag);
        }
      }),
    );
  });

  it('leaves what follows from a value that somebody set since with that value', () => {
    const before = anItem('ci-1', { status: 'in_operation', active: true, retiredAt: null });
    const scrapped = { status: 'scrapped', active: false, retiredAt: '2026-05-02T00:00:00.000Z' } as const;
    const after = imported(before, scrapped);
    const now = edited(after, { status: 'out_of_operation' });
    const { record, kept } = undone(now, runOf(before, after));
    expect(kept).toMatchObject([{ field: 'status', by: 'anna' }]);
    expect(record).toMatchObject({ ...scrapped, status: 'out_of_operation' });
  });

  it('takes what it made out of operation, and it is back when it comes again', () => {
    const made = anItem('ci-1', {});
    const { record } = undone(made, runOf(made, made, true));
    expect(record).toMatchObject({ status: 'out_of_operation', active: false });
    expect(undoneImport(record.journal.at(-1) ?? { changes: [] })).toBe('run-1');
    expect(broughtBack(record)).toEqual({ status: made.status, active: true, retiredAt: null });
    const retired = edited(record as unknown as ConfigItem, { status: 'scrapped' });
    expect(broughtBack(retired as unknown as Target)).toBeNull();
    expect(broughtBack(made as unknown as Target)).toBeNull();
  });

  it('keeps what it made where somebody has worked on it', () => {
    const made = anItem('ci-1', {});
    const run = runOf(made, made, true);
    expect(undone(edited(made, { model: 'C' }), run)).toMatchObject({ kept: [{ field: null, by: 'anna' }] });
  });
});
