import { describe, expect, it } from 'vitest';
import { fieldTableOf } from '#domain/fields/tables.ts';
import { PERMISSIONS, scopeOf } from '#domain/permissions/permissions.ts';
import { ORDER } from '#domain/processes/order.ts';
import { commandOf, isActiveState, type Process, phaseOf } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { ALL_PROCESSES, recordIn, statesOf } from './world.ts';

describe.each<Process>([...ALL_PROCESSES, ORDER])('the table of $type', (process) => {
  const states = statesOf(process);
  const words = ['note', 'comment'];

  it('names only what is there: states, fields, commands', () => {
    for (const { from, to, requires, asks, roles } of process.steps) {
      expect(states).toEqual(expect.arrayContaining([from, to]));
      expect(roles.length).toBeGreaterThan(0);
      for (const name of [...requires, ...asks]) {
        expect([...words, ...Object.keys(process.fields)], name).toContain(name);
      }
    }
    for (const [field, where] of Object.entries(process.stateFields)) {
      expect(Object.keys(process.fields)).toContain(field);
      expect(states).toEqual(expect.arrayContaining([...where]));
    }
    for (const [state, fields] of Object.entries(process.needs)) {
      expect(states).toContain(state);
      expect(Object.keys(process.fields)).toEqual(expect.arrayContaining([...fields]));
    }
    expect(states).toEqual(expect.arrayContaining([...process.initial]));
    expect(COLLECTIONS).toContain(process.collection);
    for (const command of [...Object.keys(process.rights), ...process.marks.map(({ command }) => command)]) {
      expect(Object.keys(PERMISSIONS)).toContain(command);
    }
    for (const { fields } of process.marks)
      expect(Object.keys(process.fields)).toEqual(expect.arrayContaining([...fields]));
    for (const act of process.acts) expect(Object.keys(PERMISSIONS)).toContain(commandOf(process, act));
  });

  it('has the states of the field table, and each has a way in and, unless it ended, out', () => {
    const { state } = process.fields;
    expect(state?.kind === 'code' && 'of' in state && [...state.of].sort()).toEqual([...states].sort());
    for (const name of states) {
      expect(process.initial.includes(name) || process.steps.some(({ to }) => to === name), name).toBe(true);
      const isEnd = phaseOf(process, name) === 'ended';
      expect(isEnd || process.steps.some(({ from }) => from === name), name).toBe(true);
    }
  });

  it('gives steps only to roles that may send a command for them', () => {
    if (process === ORDER) return;
    for (const { name, roles, automatic } of process.steps) {
      const act = automatic ? 'addComment' : 'step';
      for (const role of roles)
        expect(scopeOf([role], commandOf(process, act)), `${name} ${role}`).not.toBe('none');
    }
  });

  it('keeps what a step asked for as long as its state lasts', () => {
    // Where another step leads there without it, the state alone does not need it.
    for (const { name, to, requires } of process.steps.filter(({ gives }) => gives === null)) {
      const fields = requires.filter((field) => !words.includes(field));
      expect(process.needs[to] ?? [], `${name} to ${to}`).toEqual(expect.arrayContaining(fields));
    }
  });
});

describe.each(ALL_PROCESSES)('a $type made and taken along its steps', (process) => {
  it.each(statesOf(process))('is a valid record in %s', (state) => {
    const record = recordIn(process, state);
    expect(record.state).toBe(state);
    expect(record.active).toBe(isActiveState(process, state));
    expect(RECORD_SCHEMAS[process.collection].parse(record)).toEqual(record);
    const fields = Object.entries(process.fields).filter(
      ([name, spec]) => spec.late !== true || (process.needs[state] ?? []).includes(name) || name in record,
    );
    expect(Object.keys(record).sort()).toEqual(fields.map(([name]) => name).sort());
  });
});

it('the registry names each process by its type, and the tables by the same', () => {
  for (const [type, process] of Object.entries(PROCESSES)) {
    expect(process.type).toBe(type);
    expect(fieldTableOf(process.collection, type)).toBe(process.fields);
  }
});
