/** The tables of steps are the source: what they allow and refuse, the domain and the server do, for every role. */
import { describe, expect, it } from 'vitest';
import { append, entry } from '#domain/journal/journal.ts';
import {
  isActiveState,
  isEmpty,
  type Process,
  type ProcessRecord,
  type Step,
} from '#domain/processes/process.ts';
import { applyStep, checkInput, checkStep, unfilled } from '#domain/processes/steps.ts';
import { ROLES } from '#domain/records/common.ts';
import { actorWith, envOf } from '../env.ts';
import { json, write } from '../permissions/writes.ts';
import {
  ALL_PROCESSES,
  as,
  asEverybody,
  inputFor,
  recordIn,
  statesOf,
  stepped,
  stepsOf,
  without,
} from './world.ts';

const isWord = (name: string): boolean => name === 'note' || name === 'comment';
const mayTake = (process: Process, { from, to }: Step, role: string): boolean =>
  stepsOf(process).some(
    (one) => one.from === from && one.to === to && one.roles.some((known) => known === role),
  );

/** `record` in another state, as somebody would write it who does not ask the rules. */
const forced = (process: Process, record: ProcessRecord, to: string, more: object = {}): ProcessRecord =>
  append(
    { ...record, state: to, active: isActiveState(process, to), ...more },
    entry(envOf(), 'state', { changes: [{ field: 'state', from: record.state, to }], text: 'x' }),
  );

describe.each(ALL_PROCESSES)('the steps of $type', (process) => {
  const records = new Map(statesOf(process).map((state) => [state, recordIn(process, state)]));
  const inState = (state: string): ProcessRecord => records.get(state) ?? recordIn(process, state);
  const serverSays = (before: ProcessRecord, after: ProcessRecord, roles: readonly string[]) =>
    write(process.collection, json(before), json(after), roles);
  const steps = stepsOf(process).map(
    (step) => [`${step.name} from ${step.from} to ${step.to}`, step] as const,
  );

  it.each(steps)('%s: who may', (_name, step) => {
    const record = inState(step.from);
    for (const role of ROLES) {
      const isAllowed = mayTake(process, step, role);
      if (step.act === 'step') {
        const checked = checkStep(process, record, inputFor(process, step), actorWith([role]), asEverybody);
        expect(checked.ok, `domain, ${role}`).toBe(isAllowed);
        if (!checked.ok) expect(checked.error.code).toBe('forbidden');
      }
      const after = stepped(process, record, step, as(role));
      const verdict = serverSays(record, after, [role]);
      expect(verdict.ok, `server, ${role}: ${JSON.stringify(verdict)}`).toBe(isAllowed);
      if (!verdict.ok) expect(verdict.code).toBe('forbidden');
    }
    const after = stepped(process, record, step);
    expect(serverSays(record, after, ['_admin'])).toEqual({ ok: true });
  });

  it.each(steps)('%s: what it needs', (_name, step) => {
    const needed = [...new Set([...step.requires, ...(process.needs[step.to] ?? [])])];
    // Where no rule of the company gives it.
    const bare = { ...asEverybody, settings: { ...asEverybody.settings, approvalRules: [] } };
    for (const name of step.fills) {
      const empty = without(process, inState(step.from), [name]);
      const input = { ...inputFor(process, step), [name]: null };
      // Who works on it gives some of them by that.
      const asked = step.roles.filter((role) =>
        unfilled(process, empty, step, { ...bare, actor: actorWith([role]) }).includes(name),
      );
      expect(asked, name).not.toEqual([]);
      expect(checkStep(process, empty, input, actorWith(asked), bare), name).toMatchObject({
        ok: false,
        error: { code: 'missing_fields', details: { fields: [name] } },
      });
      const after = applyStep(process, empty, step, input, asEverybody);
      const untold = { ...empty, journal: empty.journal.map((one) => ({ ...one, changes: [] })) };
      const late = { ...after, journal: [...untold.journal, ...after.journal.slice(empty.journal.length)] };
      expect(serverSays(untold, late, ['_admin']), name).toMatchObject({ reason: 'state.field_needed' });
    }
    for (const name of needed) {
      const record = inState(step.from);
      const empty = without(process, record, [name]);
      const input = { ...inputFor(process, step), [name]: isWord(name) ? '  ' : null };
      // A command of its own checks by the same function.
      const checked =
        step.act === 'step'
          ? checkStep(process, empty, input, actorWith(ROLES), asEverybody)
          : (checkInput(process, empty, step, input, asEverybody) ?? { ok: true });
      expect(checked, name).toMatchObject({
        ok: false,
        error: { code: 'missing_fields', details: { fields: [name] } },
      });
      // Nobody can take away what the state has already.
      const before = step.from === step.to ? record : empty;
      const full = stepped(process, before, step);
      const silent = full.journal.map((one) => (one.kind === 'state' ? { ...one, text: ' ' } : one));
      const journal = isWord(name)
        ? [...before.journal, ...silent.slice(before.journal.length)]
        : full.journal;
      const after = { ...without(process, full, [name]), journal };
      expect(serverSays(before, after, ['_admin']), name).toMatchObject({ code: 'invalid' });
    }
  });

  it('and no others, for anybody', () => {
    for (const from of statesOf(process)) {
      for (const to of statesOf(process)) {
        if (process.steps.some((one) => one.from === from && one.to === to)) continue;
        const record = inState(from);
        const checked = checkStep(process, record, { to }, actorWith(ROLES), asEverybody);
        expect(checked, `${from} to ${to}`).toMatchObject({ error: { code: 'transition_not_allowed' } });
        if (from === to) continue;
        const verdict = serverSays(record, forced(process, record, to), ['_admin']);
        expect(verdict, `${from} to ${to}`).toMatchObject({ code: 'invalid', reason: 'state.no_step' });
      }
    }
  });

  it('the automatic ones follow from a comment, never from a command or a bare write', () => {
    for (const step of process.steps.filter(({ automatic, act }) => automatic && act === 'step')) {
      const record = inState(step.from);
      for (const role of ROLES) {
        const isStep = mayTake(process, step, role);
        const checked = checkStep(process, record, { to: step.to }, actorWith([role]), asEverybody);
        expect(checked.ok, role).toBe(isStep);
        const bare = stepped(process, record, step, as(role));
        expect(serverSays(record, bare, [role]).ok, role).toBe(isStep);
        const input = { ...inputFor(process, step), comment: 'The caller says it is fine.' };
        const said = applyStep(process, record, step, input, as(role));
        expect(serverSays(record, said, [role]).ok, role).toBe(step.roles.some((one) => one === role));
      }
    }
  });

  it('lead nowhere outside the process', () => {
    const [first] = process.initial;
    const record = inState(first ?? '');
    for (const state of ['banana', '', '__proto__', 'constructor']) {
      expect(checkStep(process, record, { to: state }, actorWith(ROLES), asEverybody).ok).toBe(false);
      expect(serverSays(record, forced(process, record, state), ['_admin']).ok).toBe(false);
      expect(write(process.collection, null, json({ ...record, state }), ['_admin']).ok).toBe(false);
    }
    for (const type of ['request', 'banana', 'order', null]) {
      const foreign = { ...record, type } as ProcessRecord;
      expect(checkStep(process, foreign, { to: record.state }, actorWith(ROLES), asEverybody).ok).toBe(false);
      expect(write(process.collection, null, json(foreign), ['_admin']).ok).toBe(false);
    }
  });

  it('leave a state with `active` as it says and an entry that tells of it', () => {
    for (const step of stepsOf(process)) {
      const record = inState(step.from);
      const after = stepped(process, record, step);
      const odd = { ...after, active: !after.active };
      expect(serverSays(record, odd, ['_admin'])).toMatchObject({ code: 'invalid' });
      if (step.from === step.to) continue;
      const silent = { ...after, journal: record.journal };
      expect(serverSays(record, silent, ['_admin'])).toMatchObject({ reason: 'state.no_entry' });
    }
  });

  it('need their note whatever the entry calls itself', () => {
    for (const step of stepsOf(process).filter(({ requires }) => requires.includes('note'))) {
      const record = inState(step.from);
      const taken = applyStep(process, record, step, { ...inputFor(process, step), note: null }, asEverybody);
      for (const kind of ['state', 'changed', 'work_note', 'link', 'effect'] as const) {
        const journal = taken.journal.map((one) => (record.journal.includes(one) ? one : { ...one, kind }));
        expect(serverSays(record, { ...taken, journal }, ['_admin']), kind).toMatchObject({
          code: 'invalid',
        });
      }
    }
  });

  it('begin in a first state only', () => {
    for (const state of statesOf(process)) {
      const isFirst = process.initial.includes(state);
      const born = { ...inState(state), journal: inState(state).journal.slice(0, 1) };
      const journal = born.journal.map((one) => ({
        ...one,
        changes: [{ field: 'state', from: null, to: state }],
      }));
      expect(write(process.collection, null, json({ ...born, journal }), ['_admin']).ok, state).toBe(isFirst);
    }
  });

  it('are asked of the fields that count, not of spaces', () => {
    expect([null, undefined, '', ' \n', []].every(isEmpty)).toBe(true);
    expect(['x', 0, false, ['x'], {}].some(isEmpty)).toBe(false);
  });
});
