/** Two consoles without a network work on one record, whatever its process: merged in either order it is whole, and the server takes it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withBringer } from '#domain/journal/brought.ts';
import { mergePlanFor } from '#domain/merge/merge-plans.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { recompute } from '#domain/processes/engine.ts';
import {
  isActiveState,
  isEmpty,
  type Process,
  type ProcessRecord,
  phaseOf,
} from '#domain/processes/process.ts';
import { ROLES } from '#domain/records/common.ts';
import { RECORD_SCHEMAS, type RecordOf } from '#domain/records/registry.ts';
import { envOf } from '../env.ts';
import { json, write } from '../permissions/writes.ts';
import { actsOf, personOn, walked } from './random-acts.ts';
import { ALL_PROCESSES, aRecord, asEverybody } from './world.ts';

type Collection = 'tickets' | 'knowledge';

const mergedOf = (process: Process, base: ProcessRecord, mine: ProcessRecord, theirs: ProcessRecord) => {
  const of = (record: ProcessRecord) => record as unknown as RecordOf[Collection];
  const { merged, clashes } = mergeRecords(
    process.collection as Collection,
    of(base),
    of(mine),
    of(theirs),
    envOf(['worker']),
  );
  return { merged: recompute(process, merged as unknown as ProcessRecord, asEverybody, theirs), clashes };
};

/** Fields that a clash is about, whichever side they are from. */
const contested = (process: Process, fields: readonly string[]): readonly string[] => {
  const { groups } = mergePlanFor(process.collection, process.type);
  return fields.flatMap((field) => {
    const group = groups.find(({ name }) => name === field);
    return group === undefined ? [field.split('.')[0] ?? field] : [...group.fields, ...group.followers];
  });
};

const editedFields = ({ fields }: Process): readonly string[] =>
  Object.keys(fields).filter((name) => fields[name]?.edit !== undefined);

describe.each(ALL_PROCESSES)('two replicas of a $type', (process) => {
  const acts = fc.array(actsOf(process), { maxLength: 8 });
  const roles = fc.constantFrom(...ROLES);
  const story = fc.record({ before: acts, left: acts, right: acts, leftRole: roles, rightRole: roles });
  const play = ({
    before,
    left,
    right,
    leftRole,
    rightRole,
  }: typeof story extends fc.Arbitrary<infer S> ? S : never) => {
    const base = walked(
      aRecord(process, { requesterId: 'caller-1' }),
      before,
      personOn('desk', 'administrator'),
    );
    return {
      base,
      mine: walked(base, left, personOn('a', leftRole)),
      theirs: walked(base, right, personOn('b', rightRole)),
    };
  };

  it('end in a legal state with no note lost', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { base, mine, theirs } = play(told);
        for (const { merged } of [
          mergedOf(process, base, mine, theirs),
          mergedOf(process, base, theirs, mine),
        ]) {
          expect(RECORD_SCHEMAS[process.collection].safeParse(merged).error).toBeUndefined();
          expect(phaseOf(process, merged.state)).not.toBeNull();
          expect(merged.active).toBe(isActiveState(process, merged.state));
          const values = merged as unknown as Readonly<Record<string, unknown>>;
          const missing = (process.needs[merged.state] ?? []).filter((field) => isEmpty(values[field]));
          expect(missing, `what ${merged.state} needs`).toEqual([]);
          for (const [field, states] of Object.entries(process.stateFields)) {
            if (!states.includes(merged.state)) expect(isEmpty(values[field]), field).toBe(true);
          }
          const ids = new Set(merged.journal.map(({ id }) => id));
          for (const { id } of [...mine.journal, ...theirs.journal]) expect(ids).toContain(id);
          expect(merged.openClashes).toBe(
            merged.clashes.filter(({ resolvedAt }) => resolvedAt === null).length,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('differ, merged in either order, only in what waits for a decision', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { base, mine, theirs } = play(told);
        const [one, two] = [mergedOf(process, base, mine, theirs), mergedOf(process, base, theirs, mine)];
        const names = (clashes: typeof one.clashes) => clashes.map(({ field }) => field).sort();
        const [inOne, inTwo] = [names(one.clashes), names(two.clashes)];
        // Which state is kept goes by who was first; what only one of the two needs or guards can't be changed in that order alone.
        const needed = inOne.includes('state')
          ? [one, two].flatMap(({ merged: { state } }) => [
              ...(process.needs[state] ?? []),
              ...(process.editors?.[state] === undefined ? [] : editedFields(process)),
            ])
          : [];
        const always = (clashes: readonly string[]) => clashes.filter((field) => !needed.includes(field));
        expect(always(inOne)).toEqual(always(inTwo));
        const open = contested(process, [...inOne, ...inTwo]);
        const isSettled = one.clashes.length === 0;
        for (const field of Object.keys(process.fields)) {
          const { merge, kind } = process.fields[field] ?? { kind: 'json' };
          const isLog = merge === 'append-log' || merge === 'clash-log';
          // Who was first at the server is named where both did the same.
          if (process.fields[field]?.follows !== undefined) continue;
          if (open.includes(field) || isLog || (merge === 'derived' && !isSettled)) continue;
          const [left, right] = [one.merged, two.merged].map((record) => {
            const value = (record as unknown as Readonly<Record<string, unknown>>)[field];
            return kind === 'list'
              ? [...((value ?? []) as unknown[])].map((item) => JSON.stringify(item)).sort()
              : value;
          });
          expect(left, field).toEqual(right);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are taken by the server as the second one sends them', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { base, mine, theirs } = play(told);
        if (mine !== base) {
          const { merged } = mergedOf(process, base, mine, theirs);
          const actor = { personId: 'person-a', deviceId: 'a' };
          const sent = withBringer(merged, theirs, actor);
          const verdict = write(
            process.collection,
            json(theirs),
            json(sent),
            [told.leftRole],
            actor.personId,
          );
          expect(verdict).toEqual({ ok: true });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('merge the same again, also onto what the first merge made', () => {
    fc.assert(
      fc.property(story, (told) => {
        const { base, mine, theirs } = play(told);
        const first = mergedOf(process, base, mine, theirs);
        expect(mergedOf(process, base, mine, theirs)).toEqual(first);
        expect(mergedOf(process, theirs, first.merged, theirs).merged).toEqual(first.merged);
      }),
      { numRuns: 100 },
    );
  });
});
