/** A process that only the tests have, in a real data host: its commands, lists, page and search need no handler of their own. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Reply } from '#contracts/define.ts';
import type { Host } from '#main/host/host.ts';
import { createBaseStore } from '#main/host/local/bases.ts';
import { conflictHandlerFor } from '#main/host/sync/conflict-handler.ts';
import type { Review } from '../../toy/domain/fields/reviews.ts';
import { hostForAll } from './support/host-for-all.ts';
import {
  actAs,
  addDirectory,
  command,
  data,
  fillWithSamples,
  NO_CONTROL,
  query,
  refusal,
} from './support/test-host.ts';

vi.mock('#domain/fields/tables.ts', async (load) => (await import('../../toy/registered.ts')).inTables(load));
vi.mock('#domain/processes/registry.ts', async (load) =>
  (await import('../../toy/registered.ts')).inProcesses(load),
);
vi.mock('#contracts/registry.ts', async (load) =>
  (await import('../../toy/registered.ts')).inContracts(load),
);
vi.mock('#main/host/features/all-handlers.ts', async (load) =>
  (await import('../../toy/registered.ts')).inHandlers(load),
);

let host: Host;
const { reopen } = hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 20 });
  await addDirectory(host, { people: ['person-a'], left: ['gone'], teams: ['team-a', 'team-b'] });
});
const lead = () => actAs(host, { roles: ['team-lead'], personId: 'lead-1', teamIds: ['team-a'] });
const desk = () => actAs(host, { roles: ['service-desk'], personId: 'desk-1', teamIds: ['team-a'] });
beforeAll(lead);

const run = (act: string, input: object): Promise<Reply<Review>> =>
  host.dispatcher.run(`reviews.${act}`, input, NO_CONTROL) as Promise<Reply<Review>>;
const make = (more: object = {}): Promise<Review> =>
  data(run('create', { title: 'The move of floor 3', teamId: 'team-a', ...more }));
const stored = async (id: string) => (await host.context.records.get('tickets', id)) as unknown as Review;
const JUDGED = { to: 'judged', finding: 'The scanners were empty.', verdict: 'poor' } as const;

describe('its commands', () => {
  it('make one record for one id, numbered in a row of its own, with what follows from its table', async () => {
    const input = { id: 'review-once', title: ' Once ', impact: 1, urgency: 1, tags: ['a', 'a'] };
    const both = await Promise.all([data(run('create', input)), data(run('create', input))]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0]).toMatchObject({
      ...{ type: 'review', state: 'planned', active: true, title: 'Once', tags: ['a'] },
      ...{ priority: 1, finding: '', verdict: null, openedBy: 'lead-1' },
    });
    expect(both[0].number).toBe(`REV-${host.context.device.code()}-0001`);
    expect((await make()).number).not.toBe(both[0].number);
  });

  it('edit, assign, note and step, each with its entry in the history', async () => {
    const { id } = await make();
    await data(run('update', { id, changes: { title: 'The move', finding: 'So far so good.' } }));
    await data(run('assign', { id, teamId: 'team-b', assigneeId: 'person-a', note: 'Theirs.' }));
    await data(run('addNote', { id, text: 'Asked for the list.' }));
    await data(run('step', { id, to: 'waiting', note: 'For the list.' }));
    await data(run('step', { id, to: 'planned' }));
    await data(run('step', { id, ...JUDGED, minutes: 15 }));
    const closed = await data(run('step', { id, to: 'closed' }));
    expect(closed).toMatchObject({
      ...{ state: 'closed', active: false, verdict: 'poor', finding: JUDGED.finding },
      ...{ reassignmentCount: 1, timeSpentMinutes: 15 },
    });
    expect(await stored(id)).toEqual(closed);
    expect(closed.journal.map(({ kind }) => kind)).toEqual([
      ...['created', 'changed', 'assigned', 'work_note'],
      ...['state', 'state', 'state', 'state'],
    ]);
    expect((await refusal(run('update', { id, changes: { title: 'Late' } }))).code).toBe('not_editable');
    expect((await data(run('addNote', { id, text: 'Afterwards.' }))).journal).toHaveLength(9);
  });

  it('refuse what the tables do not have', async () => {
    const { id } = await make();
    const refused = async (act: string, input: object) => {
      const { code, reason } = await refusal(run(act, { id, ...input }));
      return [code, reason];
    };
    expect(await refused('step', { to: 'closed' })).toEqual(['transition_not_allowed', 'state.no_step']);
    expect(await refused('step', { to: 'judged', verdict: 'good' })).toEqual([
      'missing_fields',
      'field.missing',
    ]);
    expect(await refused('step', { to: 'waiting' })).toEqual(['missing_fields', 'field.missing']);
    expect(await refused('update', { changes: { verdict: 'good' } })).toEqual([
      'not_editable',
      'field.phase',
    ]);
    expect((await refused('assign', { teamId: 'team-a', assigneeId: 'gone' }))[0]).toBe('invalid');
    expect((await refused('update', { changes: { requesterId: 'nobody' } }))[0]).toBe('not_found');
    expect((await refused('addComment', { text: 'No such act.' }))[0]).toBe('unknown_call');
    expect(await stored(id)).toMatchObject({ state: 'planned', verdict: null });
    const incident = await data(command(host, 'incidents.create', { title: 'No review' }));
    expect((await refusal(run('addNote', { id: incident.id, text: 'Mine?' }))).reason).toBe('type.foreign');
    expect((await refusal(command(host, 'incidents.addNote', { id, text: 'Mine?' }))).reason).toBe(
      'type.foreign',
    );
  });

  it('are for those whom its rights name, as far as these reach', async () => {
    const [{ id }, other] = [await make(), await make({ teamId: 'team-b' })];
    await desk();
    expect((await data(run('step', { id, to: 'waiting', note: 'For a part.' }))).state).toBe('waiting');
    expect(await refusal(run('step', { id: other.id, to: 'waiting', note: 'x' }))).toMatchObject({
      code: 'forbidden',
      reason: 'role.scope',
    });
    await actAs(host, { roles: ['field'], personId: 'field-1' });
    expect((await refusal(run('create', { title: 'Mine' }))).code).toBe('forbidden');
    expect((await data(run('addNote', { id, text: 'Saw it.' }))).journal.at(-1)?.by).toBe('field-1');
    await lead();
  });
});

describe('its records', () => {
  it('are listed, counted and filtered, and shown as a page with the names they mention', async () => {
    const made = await make({ assigneeId: 'person-a' });
    const filter = { types: ['review'], activeOnly: true, assigneeIds: ['person-a'] } as never;
    const sort = { field: 'number', direction: 'desc' } as const;
    const page = await data(query(host, 'tickets.page', { filter, sort, limit: 50 }));
    expect(page.rows.map(({ number }) => number)).toContain(made.number);
    expect(page.rows.find(({ id }) => id === made.id)).toMatchObject({
      ...{ type: 'review', state: 'planned', teamName: 'team-a', assigneeName: 'person-a' },
    });
    const { counts } = await data(query(host, 'tickets.counts', { filters: [filter] }));
    expect(counts).toEqual([page.total]);
    const { rows } = await data(query(host, 'tickets.states', { types: ['review'] as never }));
    expect(rows.map(({ state }) => state)).toContain('planned');
    const detail = await data(query(host, 'tickets.detail', { id: made.id }));
    expect(detail).toMatchObject({ ticket: { id: made.id, type: 'review' }, names: { 'team-a': 'team-a' } });
  });

  it('are found by a word of their own field, a note and their number, with a typo too, and after a restart', async () => {
    const made = await make({ finding: 'The zeppelin hangar had no network.' });
    await data(run('addNote', { id: made.id, text: 'Marzipan for everybody.' }));
    const find = async (text: string) => {
      const { rows } = await data(query(host, 'search.all', { text }));
      return rows.find(({ id }) => id === made.id);
    };
    const texts = ['zeppelin hangar', 'zepelin', 'marzipan', made.number];
    for (const text of texts) {
      expect(await find(text), text).toMatchObject({
        kind: 'ticket',
        recordType: 'review',
        key: made.number,
      });
    }
    host = await reopen();
    await lead();
    for (const text of texts) expect(await find(text), text).toBeDefined();
    expect(await stored(made.id)).toMatchObject({ finding: 'The zeppelin hangar had no network.' });
  });

  it('are merged by the handler of the sync, their derived fields computed by their own process', async () => {
    const base = await make();
    const mine = await data(run('step', { id: base.id, ...JUDGED }));
    const theirs = { ...base, title: 'Renamed at the desk', updatedAt: '2026-01-01T00:00:00.000Z' };
    const handler = conflictHandlerFor('tickets', {
      env: host.context.env,
      settings: () => host.context.settings,
      bases: createBaseStore(host.store.connection),
      pending: { has: () => true },
      refused: host.context.refused,
    });
    const merged = await handler.resolve(
      {
        newDocumentState: { ...mine, _deleted: false },
        realMasterState: { ...theirs, _deleted: false },
        assumedMasterState: { ...base, _deleted: false },
      } as never,
      'test',
    );
    expect(merged).toMatchObject({
      title: 'Renamed at the desk',
      state: 'judged',
      active: false,
      openClashes: 0,
    });
  });

  it('that can not be merged wait with what was refused, and the server has its version: nobody asks for ever', async () => {
    const base = await make();
    const handler = conflictHandlerFor('tickets', {
      env: host.context.env,
      settings: () => host.context.settings,
      bases: createBaseStore(host.store.connection),
      pending: { has: () => true },
      refused: host.context.refused,
    });
    const mine = { ...base, title: 'Mine' };
    const theirs = { ...base, title: 'Theirs', clashes: null, updatedAt: '2026-01-01T00:00:00.000Z' };
    const resolved = await handler.resolve(
      {
        newDocumentState: { ...mine, _deleted: false },
        realMasterState: { ...theirs, _deleted: false },
        assumedMasterState: { ...base, _deleted: false },
      } as never,
      'test',
    );
    expect(resolved).toMatchObject({ title: 'Theirs' });
    const kept = host.context.refused.find('tickets', base.id);
    expect(kept).toMatchObject({ code: 'merge_failed', document: { title: 'Mine' } });
    host.context.refused.remove('tickets', base.id);
  });
});
