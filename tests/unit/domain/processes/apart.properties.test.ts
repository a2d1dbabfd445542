/**
 * Two or three consoles work on one record without a line and sync now and then, in whatever order: each merged version is taken by the server and legal, no note is
 * lost, and of acts that exclude each other the one that does not stand waits to be decided.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Release } from '#domain/fields/releases.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { recompute } from '#domain/processes/engine.ts';
import {
  isActiveState,
  isEmpty,
  type Process,
  type ProcessRecord,
  phaseOf,
  type Values,
} from '#domain/processes/process.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { RECORD_SCHEMAS, type RecordOf } from '#domain/records/registry.ts';
import { strayWaves } from '#domain/releases/waves.ts';
import { envOf } from '../env.ts';
import { json, write } from '../permissions/writes.ts';
import { actsOf, personOn, type RandomAct, walked } from './random-acts.ts';
import { ALL_PROCESSES, asEverybody, recordIn, statesOf } from './world.ts';

type Collection = 'tickets' | 'knowledge';
const valuesOf = (record: ProcessRecord): Values => ({ ...record });

/** Their version, with what is mine in it. */
const mergedOf = (process: Process, base: ProcessRecord, mine: ProcessRecord, theirs: ProcessRecord) => {
  const of = (record: ProcessRecord) => record as unknown as RecordOf[Collection];
  const { merged } = mergeRecords(
    process.collection as Collection,
    ...([of(base), of(mine), of(theirs)] as const),
    envOf(['worker']),
  );
  return recompute(process, merged as unknown as ProcessRecord, asEverybody, theirs);
};

const expectLegal = (process: Process, record: ProcessRecord): void => {
  const values = valuesOf(record);
  expect(RECORD_SCHEMAS[process.collection].safeParse(record).error).toBeUndefined();
  expect(phaseOf(process, record.state)).not.toBeNull();
  expect(record.active).toBe(isActiveState(process, record.state));
  const missing = (process.needs[record.state] ?? []).filter((field) => isEmpty(values[field]));
  expect(missing, `what ${record.state} needs`).toEqual([]);
  for (const [field, states] of Object.entries(process.stateFields)) {
    if (!states.includes(record.state)) expect(isEmpty(values[field]), field).toBe(true);
  }
  if (process.type === 'release') expect(strayWaves(record as ProcessRecord & Release)).toEqual([]);
  if (values.majorState === 'accepted') {
    expect(values.updateMinutes).toEqual(expect.any(Number));
    expect(record.state).not.toBe('cancelled');
  }
};

/** Where both went somewhere else, one of both stands as that console had it, and the other waits. */
const expectDecided = (
  base: ProcessRecord,
  mine: ProcessRecord,
  theirs: ProcessRecord,
  both: ProcessRecord,
) => {
  const states = [mine.state, theirs.state];
  expect([base.state, ...states]).toContain(both.state);
  const areApart = new Set([base.state, ...states]).size === 3;
  const open = both.clashes.filter(({ resolvedAt }) => resolvedAt === null);
  if (areApart) expect(open.some(({ field }) => field === 'state')).toBe(true);
  const substates = ['majorState', 'escalation'] as const;
  for (const field of substates) {
    const [from, one, other] = [base, mine, theirs].map((record) => valuesOf(record)[field] ?? null);
    if (from === one || from === other || one === other) continue;
    expect(
      open.some((clash) => clash.field === field),
      field,
    ).toBe(true);
  }
};

/** What came to it, for who reads a failure. */
const told = (before: ProcessRecord, after: ProcessRecord): string => {
  const known = new Set(before.journal.map(({ id }) => id));
  const of = ({ by, kind, changes }: ProcessRecord['journal'][number]) =>
    `${by} ${kind} ${JSON.stringify(changes)}`;
  const all = [
    ...before.journal.map((one) => `  ${of(one)}`),
    ...after.journal.filter(({ id }) => !known.has(id)).map((one) => `+ ${of(one)}`),
  ];
  return [`from ${before.state}`, ...all].join('\n');
};

type Console = {
  readonly name: string;
  readonly role: Role;
  readonly next: ReturnType<typeof personOn>;
  base: ProcessRecord;
  mine: ProcessRecord;
};
type Event = { readonly at: number; readonly act: RandomAct | 'sync' };

/** What a withdrawn word keeps from the server waits on its console (ARCHITECTURE, "Approvals"); nothing else is refused. */
const MAY_WAIT: readonly string[] = ['approval.rejected'];

const play = (process: Process, start: ProcessRecord, roles: readonly Role[], events: readonly Event[]) => {
  let stored = start;
  const consoles = roles.map((role, at): Console => {
    const name = 'abc'[at] ?? 'z';
    return { name, role, next: personOn(name, role), base: start, mine: start };
  });
  const sync = (one: Console): void => {
    if (one.mine === one.base) {
      one.base = stored;
      one.mine = stored;
      return;
    }
    const both = mergedOf(process, one.base, one.mine, stored);
    const actor = { personId: `person-${one.name}`, deviceId: one.name };
    const sent = withBringer(both, stored, actor);
    const verdict = write(process.collection, json(stored), json(sent), [one.role], actor.personId);
    if (!verdict.ok && MAY_WAIT.includes(verdict.reason)) {
      one.base = stored;
      one.mine = stored;
      return;
    }
    expect(verdict, told(stored, sent)).toEqual({ ok: true });
    expectLegal(process, sent);
    expectDecided(one.base, one.mine, stored, sent);
    const ids = new Set(sent.journal.map(({ id }) => id));
    for (const { id } of [...one.mine.journal, ...stored.journal]) expect(ids).toContain(id);
    stored = sent;
    one.base = stored;
    one.mine = stored;
  };
  for (const { at, act } of events) {
    const one = consoles[at % consoles.length] as Console;
    if (act === 'sync') sync(one);
    else one.mine = walked(one.mine, [act], one.next);
  }
  for (const one of [...consoles, ...consoles]) sync(one);
  for (const { mine } of consoles) expect(mine).toEqual(stored);
};

describe.each(ALL_PROCESSES)('consoles apart on a $type', (process) => {
  const records = statesOf(process).map((state) => recordIn(process, state));
  const event = fc.record({
    at: fc.nat(2),
    act: fc.oneof(
      { weight: 4, arbitrary: actsOf(process) as fc.Arbitrary<RandomAct | 'sync'> },
      { weight: 1, arbitrary: fc.constant('sync' as const) },
    ),
  });
  // Whoever may most does most.
  const role = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Role>('administrator', 'team-lead', 'change-manager') },
    { weight: 1, arbitrary: fc.constantFrom(...ROLES) },
  );

  it('come to one legal record, in whatever order they act and sync', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...records),
        fc.array(role, { minLength: 2, maxLength: 3 }),
        fc.array(event, { maxLength: 24 }),
        (start, roles, events) => play(process, start, roles, events),
      ),
      { numRuns: Number(globalThis.process.env.APART_RUNS ?? 200) },
    );
  });
});
