/** Acts taken back and done again, on records of every process: what stood before stands again, and what others did meanwhile stays. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { recompute } from '#domain/processes/engine.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import type { Role } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { envOf } from '../env.ts';
import { json, write } from '../permissions/writes.ts';
import { actsOf, lastActBy, personOn, takeBackIn, walked } from '../processes/random-acts.ts';
import { ALL_PROCESSES, aRecord, asEverybody } from '../processes/world.ts';

const ME = 'person-desk';
const ROLE: Role = 'administrator';

/** A record without what every write adds; lists without an order in theirs. */
const valuesOf = ({ fields }: Process, record: ProcessRecord): Readonly<Record<string, unknown>> => {
  const { journal, updatedAt, updatedBy, ...values } = record as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(values)
      // A field that came later holds nothing where it is null, as where it is not there.
      .filter(([name, value]) => value !== null || fields[name]?.late !== true)
      .map(([name, value]) => [
        name,
        fields[name]?.merge === 'set' && Array.isArray(value) ? [...value].sort() : value,
      ]),
  );
};

type Next = ReturnType<typeof personOn>;

/** Takes back what can be taken back, the last act first; answers the entries that do so. */
const takeAllBack = (process: Process, record: ProcessRecord, ids: readonly string[], next: Next) =>
  [...ids].reverse().reduce(
    ({ now, taken }, id) => {
      const after = takeBackIn(process, now, id, next());
      if (!after.ok) return { now, taken };
      return { now: after.value, taken: [...taken, after.value.journal.at(-1)?.id ?? ''] };
    },
    { now: record, taken: [] as string[] },
  );

/** Each act by me, with the entry that says so; acts that only said something are none. */
const acted = (
  start: ProcessRecord,
  acts: Parameters<typeof walked>[1],
  next: Next,
): { readonly now: ProcessRecord; readonly ids: readonly string[] } =>
  acts.reduce(
    ({ now, ids }, act) => {
      const after = walked(now, [act], next);
      const id = lastActBy(after, ME);
      const isNew = id !== undefined && !now.journal.some((entry) => entry.id === id);
      // Words stay: they are withdrawn, not taken back, and their steps are not looked at here.
      const isWhole = after.journal.length === now.journal.length + 1;
      return isNew && isWhole ? { now: after, ids: [...ids, id] } : { now, ids };
    },
    { now: start, ids: [] as string[] },
  );

describe.each(ALL_PROCESSES)('acts on a $type', (process) => {
  const acts = fc.array(actsOf(process), { maxLength: 10 });

  it('taken back and done again as often leave what was there', () => {
    fc.assert(
      fc.property(acts, (some) => {
        const next = personOn('desk', ROLE);
        const start = aRecord(process, { requesterId: 'caller-1' });
        const { now: end, ids } = acted(start, some, next);
        const back = takeAllBack(process, end, ids, next);
        // Words with minutes of their own, an empty place given up: some acts cannot be taken back, and say so.
        if (back.taken.length === ids.length) {
          expect(valuesOf(process, back.now)).toEqual(valuesOf(process, start));
        }
        const again = takeAllBack(process, back.now, back.taken, next);
        expect(again.taken.length).toBe(back.taken.length);
        expect(valuesOf(process, again.now)).toEqual(valuesOf(process, end));
        // The history keeps all of it.
        expect(again.now.journal.length).toBe(end.journal.length + back.taken.length * 2);
      }),
      { numRuns: 100 },
    );
  });

  it('leave what others did meanwhile', () => {
    fc.assert(
      fc.property(acts, acts, (mine, theirs) => {
        const next = personOn('desk', ROLE);
        const start = aRecord(process, { requesterId: 'caller-1' });
        const { now: end, ids } = acted(start, mine, next);
        const other = walked(start, theirs, personOn('other', ROLE));
        const of = (record: ProcessRecord) => record as unknown as RecordOf['tickets'];
        const { merged, clashes } = mergeRecords(
          process.collection as 'tickets',
          of(start),
          of(end),
          of(other),
          envOf(['worker']),
        );
        fc.pre(clashes.length === 0);
        const synced = recompute(process, merged as unknown as ProcessRecord, asEverybody, other);
        const back = takeAllBack(process, synced, ids, next);
        const again = takeAllBack(process, back.now, back.taken, next);
        const settled = ({ ...values }: Readonly<Record<string, unknown>>) => {
          // When it came to where it is follows from all that the history tells; the merge kept what the first one sent.
          return Object.fromEntries(
            Object.entries(values).filter(([name]) => process.fields[name]?.follows === undefined),
          );
        };
        expect(settled(valuesOf(process, again.now))).toEqual(settled(valuesOf(process, synced)));
        if (back.taken.length < ids.length) return;
        // Fields that only the other one touched are theirs all along.
        const untouched = Object.keys(process.fields).filter((field) => {
          const head = (path: string): string => path.split('.')[0] ?? path;
          const isMine = end.journal.some((one) =>
            one.changes.some((change) => head(change.field) === field),
          );
          const spec = process.fields[field];
          return !isMine && spec?.merge !== 'derived' && spec?.follows === undefined;
        });
        const [left, right] = [valuesOf(process, back.now), valuesOf(process, other)];
        for (const field of untouched) expect(left[field], field).toEqual(right[field]);
      }),
      { numRuns: 100 },
    );
  });

  it('are taken by the server, also when they arrive as one', () => {
    fc.assert(
      fc.property(acts, fc.boolean(), (some, isOne) => {
        const next = personOn('desk', ROLE);
        const start = aRecord(process, { requesterId: 'caller-1' });
        const { now: end, ids } = acted(start, some, next);
        const back = takeAllBack(process, end, ids, next);
        const again = takeAllBack(process, back.now, back.taken, next);
        const versions = isOne ? [start, again.now] : [start, end, back.now, again.now];
        for (const [index, after] of versions.slice(1).entries()) {
          const before = versions[index] as ProcessRecord;
          if (after === before) continue;
          expect(write(process.collection, json(before), json(after), [ROLE], ME)).toEqual({ ok: true });
        }
      }),
      { numRuns: 100 },
    );
  });
});
