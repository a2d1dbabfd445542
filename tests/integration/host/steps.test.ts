/** The tables of steps through the commands of a real host: for every role, with and without what a step needs. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '#contracts/define.ts';
import { referenceKindOf } from '#domain/fields/field.ts';
import { scopeOf } from '#domain/permissions/permissions.ts';
import { commandOf, type Process, type ProcessRecord, type Step } from '#domain/processes/process.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import type { Host } from '#main/host/host.ts';
import {
  ALL_PROCESSES,
  inputFor,
  recordIn,
  statesOf,
  stepsOf,
  without,
} from '../../unit/domain/processes/world.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, NO_CONTROL } from './support/test-host.ts';

let host: Host;
hostForAll(async (opened) => {
  host = opened;
  await addDirectory(host, { people: ['person-1'], teams: ['team-1'] });
});

const signIn = (roles: readonly Role[]) => actAs(host, { roles, personId: 'person-1', teamIds: ['team-1'] });
const run = (name: string, input: object): Promise<Reply<unknown>> =>
  host.dispatcher.run(name, input, NO_CONTROL);

let made = 0;
const put = async (process: Process, record: ProcessRecord): Promise<ProcessRecord> => {
  made += 1;
  // Not everybody who takes a step becomes the assignee by that.
  const mine = 'assigneeId' in record ? { assigneeId: 'person-1' } : {};
  const own = { ...record, ...mine, id: `${process.type}-${made}` };
  const { failed } = await host.context.records.putAll(process.collection, [own] as never);
  expect(failed).toEqual([]);
  return own;
};
const stored = (process: Process, { id }: ProcessRecord) => host.context.records.get(process.collection, id);

/** What the form sends, without other records, which would have to be there. */
const formOf = (process: Process, step: Step): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(inputFor(process, step)).filter(([name]) => {
      const spec = process.fields[name];
      return spec === undefined || referenceKindOf(spec) === null;
    }),
  );

describe.each(ALL_PROCESSES)('steps of $type by command', (process) => {
  const records = new Map<string, ProcessRecord>();
  const inState = (state: string): ProcessRecord => records.get(state) ?? recordIn(process, state);
  const command = commandOf(process, 'step');
  beforeAll(() => {
    for (const state of statesOf(process)) records.set(state, recordIn(process, state));
  });
  // Those of an act of their own have tests of their own.
  const steps = stepsOf(process).filter(({ act }) => act === 'step');

  it.each(ROLES)('are those of the table for %s', async (role) => {
    await signIn([role]);
    for (const step of steps) {
      const record = await put(process, inState(step.from));
      const reply = await run(command, { id: record.id, ...formOf(process, step) });
      const name = `${step.name} from ${step.from}`;
      const isAllowed = steps.some(
        (one) => one.from === step.from && one.to === step.to && one.roles.some((known) => known === role),
      );
      expect(reply.ok, `${name}: ${JSON.stringify(reply)}`).toBe(isAllowed);
      if (!reply.ok) expect(reply.error.code, name).toBe('forbidden');
      if (isAllowed) expect(scopeOf([role], command)).not.toBe('none');
      expect((await stored(process, record)) as ProcessRecord).toMatchObject({
        state: isAllowed ? step.to : step.from,
      });
    }
  });

  it('ask for what the table says', async () => {
    await signIn(['administrator']);
    for (const step of steps) {
      for (const field of new Set([...step.requires, ...(process.needs[step.to] ?? [])])) {
        const record = await put(process, without(process, inState(step.from), [field]));
        const { [field]: _, ...input } = formOf(process, step);
        const reply = await run(command, { id: record.id, ...input });
        expect(reply, `${step.name} from ${step.from}`).toMatchObject({
          error: { code: 'missing_fields', details: { fields: [field] } },
        });
        expect(await stored(process, record)).toEqual(record);
      }
    }
  });

  it('lead nowhere else', async () => {
    await signIn(['administrator']);
    for (const from of statesOf(process)) {
      const record = await put(process, inState(from));
      for (const to of statesOf(process)) {
        if (process.steps.some((one) => one.from === from && one.to === to && one.act === 'step')) continue;
        const reply = await run(command, { id: record.id, to });
        expect(reply, `${from} to ${to}`).toMatchObject({ error: { code: 'transition_not_allowed' } });
      }
      expect(await run(command, { id: record.id, to: 'banana' })).toMatchObject({
        error: { code: 'invalid_input' },
      });
      expect(await stored(process, record)).toEqual(record);
    }
  });
});

describe('commands of one process on records of another', () => {
  const INPUTS: Readonly<Record<string, object>> = {
    update: { changes: { title: 'Mine' } },
    assign: { teamId: 'team-1', assigneeId: null },
    addNote: { text: 'A note' },
    addComment: { text: 'A comment' },
    correct: { entryId: 'an-entry', text: 'A better one' },
    bookTime: { minutes: 5, text: null },
    linkConfigItem: { ciId: 'ci-1', linked: false },
    linkKnowledge: { knowledgeId: 'article-known', linked: true },
    closeDuplicate: { ofId: 'another' },
    vote: { decision: 'approve' },
    go: {},
    deploy: {},
    wave: { waveId: 'wave-1', act: 'stop', note: 'Too many calls' },
    rate: { helpful: true, text: null },
    setParent: { parentId: null },
    linkProblem: { problemId: null },
    tellWorkaround: {},
  };

  it.each(ALL_PROCESSES)('of $type are refused, whatever the command', async (process) => {
    await signIn(['administrator']);
    const knowledge = ALL_PROCESSES.find(({ type }) => type === 'article');
    if (knowledge !== undefined) {
      const known = { ...recordIn(knowledge, 'published'), id: 'article-known' };
      await host.context.records.putAll('knowledge', [known] as never);
    }
    const own = ['go', 'deploy', 'wave', 'rate', 'setParent', 'linkProblem', 'tellWorkaround'];
    const acts = [...process.acts, ...own].filter((act) =>
      Object.keys(process.rights).includes(commandOf(process, act)),
    );
    for (const other of ALL_PROCESSES.filter((one) => one !== process)) {
      const record = await put(other, recordIn(other, other.initial[0] ?? ''));
      for (const act of acts.filter((one) => one !== 'create')) {
        const input = act === 'step' ? { to: statesOf(process)[1] } : INPUTS[act];
        const reply = await run(commandOf(process, act), { id: record.id, ...input });
        const code = other.collection === process.collection ? 'invalid' : 'not_found';
        expect(reply, `${act} on ${other.type}`).toMatchObject({ ok: false, error: { code } });
      }
      expect(await stored(other, record)).toEqual(record);
      if (other.collection !== process.collection) continue;
      const again = await run(commandOf(process, 'create'), { id: record.id, title: 'Mine' });
      expect(again, `create on ${other.type}`).toMatchObject({ ok: false, error: { code: 'invalid' } });
    }
  });
});
