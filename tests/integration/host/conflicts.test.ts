import { describe, expect, it } from 'vitest';
import { sentence } from '#cli/words.ts';
import type { Clash } from '#domain/fields/base.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Role } from '#domain/records/common.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
const signIn = () => actAs(host, { roles: ['service-desk'], personId: 'desk-1' });

hostForAll(async (opened) => {
  host = opened;
  await signIn();
  await addDirectory(host, { people: ['person-b'], teams: ['team-b'] });
});

let made = 0;
const clashOf = (field: string, mine: unknown, theirs: unknown): Clash => {
  made += 1;
  return {
    id: `clash-${made}`,
    field,
    base: null,
    mine,
    theirs,
    mineBy: 'field-1',
    mineAt: '2026-11-20T09:00:00.000Z',
    theirsBy: 'desk-1',
    theirsAt: '2026-11-20T09:05:00.000Z',
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
  };
};
/** Puts a clash into a record as a merge would. */
const withClash = async (
  collection: CollectionName,
  id: string,
  field: string,
  mine: unknown,
  theirs: unknown,
): Promise<Clash> => {
  const clash = clashOf(field, mine, theirs);
  const changed = await host.context.records.change(collection, id, (record) => ({
    ok: true,
    value: { ...record, clashes: [...record.clashes, clash], openClashes: record.openClashes + 1 },
  }));
  if (!changed.ok) throw new Error(changed.error.reason);
  return clash;
};
const ticket = async (more: object = {}): Promise<Ticket> =>
  data(command(host, 'incidents.create', { title: 'Theirs', category: 'Network', ...more }));
const stored = async (id: string): Promise<Ticket> =>
  (await data(query(host, 'tickets.detail', { id }))).ticket;
const resolve = (recordId: string, clash: Clash, choice: object, collection: CollectionName = 'tickets') =>
  command(host, 'conflicts.resolve', { collection, recordId, clashId: clash.id, ...choice } as never);
const listed = async (id: string) =>
  (await data(query(host, 'conflicts.list', { limit: 500 }))).rows.filter((row) => row.recordId === id);

describe('a clash', () => {
  it.each([
    [{ take: 'mine' }, 'Mine'],
    [{ take: 'theirs' }, 'Theirs'],
    [{ take: 'edited', value: 'Both' }, 'Both'],
  ])('is decided by %j', async (choice, title) => {
    const { id, number } = await ticket();
    const clash = await withClash('tickets', id, 'title', 'Mine', 'Theirs');
    expect(await listed(id)).toMatchObject([
      { label: `${number} Theirs`, mine: 'Mine', recordType: 'incident' },
    ]);
    await data(resolve(id, clash, choice));
    expect(await stored(id)).toMatchObject({ title, openClashes: 0 });
    expect((await stored(id)).journal.at(-1)).toMatchObject({ kind: 'clash_resolved', by: 'desk-1' });
    expect(await listed(id)).toEqual([]);
    expect((await refusal(resolve(id, clash, choice))).code).toBe('clash_decided');
  });

  it('brings what follows from the field along', async () => {
    const { id, priority } = await ticket({ impact: 3, urgency: 3 });
    const clash = await withClash('tickets', id, 'impact', 1, 3);
    await data(resolve(id, clash, { take: 'mine' }));
    const after = await stored(id);
    expect(after.impact).toBe(1);
    expect(after.priority).toBeLessThan(priority);
  });

  it('is decided as a group: the team comes with its person', async () => {
    const { id } = await ticket({ teamId: 'team-b', assigneeId: 'person-b' });
    const mine = { teamId: 'team-a', assigneeId: 'person-a' };
    const theirs = { teamId: 'team-b', assigneeId: 'person-b' };
    const first = await withClash('tickets', id, 'assignment', mine, theirs);
    await data(resolve(id, first, { take: 'mine' }));
    expect(await stored(id)).toMatchObject(mine);
    const second = await withClash('tickets', id, 'assignment', theirs, mine);
    expect((await refusal(resolve(id, second, { take: 'edited', value: { title: 'x' } }))).code).toBe(
      'invalid',
    );
    expect((await refusal(resolve(id, second, { take: 'edited', value: 'team-c' }))).code).toBe('invalid');
    await data(resolve(id, second, { take: 'edited', value: { teamId: 'team-c', assigneeId: null } }));
    expect(await stored(id)).toMatchObject({ teamId: 'team-c', assigneeId: null, openClashes: 0 });
  });

  it('is refused a value that makes no record', async () => {
    const { id } = await ticket();
    const clash = await withClash('tickets', id, 'title', 'Mine', 'Theirs');
    const error = await refusal(resolve(id, clash, { take: 'edited', value: 12 }));
    expect(error.code).toBe('invalid_input');
    expect(sentence(error)).toContain('title');
    expect(await listed(id)).toHaveLength(1);
  });

  it('is refused a record or clash that is not there', async () => {
    const { id } = await ticket();
    const clash = clashOf('title', 1, 2);
    expect((await refusal(resolve(id, clash, { take: 'mine' }))).code).toBe('clash_not_found');
    expect((await refusal(resolve('none', clash, { take: 'mine' }))).code).toBe('not_found');
  });
});

describe('a clash over the state', () => {
  const state = (value: string, more: object = {}) => ({
    state: value,
    holdReason: null,
    closureCode: null,
    closureNotes: null,
    resolvedAt: null,
    resolvedBy: null,
    closedAt: null,
    ...more,
  });
  const solution = {
    closureCode: 'other',
    closureNotes: 'Replaced.',
    resolvedAt: '2026-11-20T09:00:00.000Z',
    resolvedBy: 'field-1',
  };

  it('takes mine where the table has the step', async () => {
    const { id } = await ticket({ teamId: 'team-b' });
    await data(command(host, 'incidents.step', { id, to: 'in_progress' }));
    const clash = await withClash('tickets', id, 'state', state('resolved', solution), state('in_progress'));
    await data(resolve(id, clash, { take: 'mine' }));
    expect(await stored(id)).toMatchObject({ state: 'resolved', active: false, closureCode: 'other' });
  });

  it('refuses mine where it has none, and theirs remains possible', async () => {
    const { id } = await ticket();
    await data(command(host, 'incidents.step', { id, to: 'cancelled', note: 'A double.' }));
    const clash = await withClash('tickets', id, 'state', state('resolved', solution), state('cancelled'));
    const error = await refusal(resolve(id, clash, { take: 'mine' }));
    expect(error.code).toBe('transition_not_allowed');
    expect(sentence(error)).toContain('no step leads from “Cancelled” to “Resolved”');
    expect(await stored(id)).toMatchObject({ state: 'cancelled', openClashes: 1 });
    const made_up = { take: 'edited', value: state('asleep') };
    expect((await refusal(resolve(id, clash, made_up))).code).toBe('invalid_input');
    await data(resolve(id, clash, { take: 'theirs' }));
    expect(await stored(id)).toMatchObject({ state: 'cancelled', openClashes: 0 });
  });

  it('refuses a state without what it needs', async () => {
    const { id } = await ticket();
    const clash = await withClash('tickets', id, 'state', state('resolved'), state('new'));
    expect(sentence(await refusal(resolve(id, clash, { take: 'mine' })))).toContain('Closure code');
  });

  it('refuses a step that is not for this role', async () => {
    const { id } = await ticket({ teamId: 'team-b' });
    await data(
      command(host, 'incidents.step', { id, to: 'resolved', closureCode: 'other', closureNotes: 'x' }),
    );
    await data(command(host, 'incidents.step', { id, to: 'closed' }));
    const clash = await withClash('tickets', id, 'state', state('in_progress'), state('closed', solution));
    expect((await refusal(resolve(id, clash, { take: 'mine' }))).code).toBe('forbidden');
    await actAs(host, { roles: ['team-lead'], personId: 'lead-1' });
    await data(resolve(id, clash, { take: 'mine' }));
    expect((await stored(id)).state).toBe('in_progress');
    await signIn();
  });

  it("is not a field technician's to decide on another team's ticket", async () => {
    const { id } = await ticket({ teamId: 'team-b' });
    const clash = await withClash('tickets', id, 'title', 'Mine', 'Theirs');
    await actAs(host, { roles: ['field'], personId: 'field-1', teamIds: ['team-a'] });
    expect((await refusal(resolve(id, clash, { take: 'mine' }))).code).toBe('forbidden');
    await actAs(host, { roles: ['field'], personId: 'field-1', teamIds: ['team-b'] });
    await data(resolve(id, clash, { take: 'theirs' }));
    await signIn();
  });

  it('writes nothing the server would refuse this role: a knowledge manager may not set what only the desk sets', async () => {
    const { id } = await ticket({ teamId: 'team-b' });
    const title = await withClash('tickets', id, 'title', 'Mine', 'Theirs');
    const mine = { teamId: 'team-b', assigneeId: 'field-1' };
    const assignment = await withClash('tickets', id, 'assignment', mine, { ...mine, assigneeId: null });
    await actAs(host, { roles: ['knowledge-manager'], personId: 'field-1' });
    const error = await refusal(resolve(id, assignment, { take: 'mine' }));
    expect(error).toMatchObject({
      code: 'forbidden',
      reason: 'role.fields',
      details: { fields: expect.arrayContaining(['assigneeId']) },
    });
    expect((await refusal(resolve(id, title, { take: 'edited', value: 'Both' }))).code).toBe('forbidden');
    expect(await stored(id)).toMatchObject({ title: 'Theirs', assigneeId: null, openClashes: 2 });
    await data(resolve(id, title, { take: 'theirs' }));
    expect(await stored(id)).toMatchObject({ title: 'Theirs', openClashes: 1 });
    await signIn();
  });
});

describe('the list of clashes', () => {
  const put = async (title: string, clashes: Clash[]): Promise<string> => {
    const { id } = await ticket({ title });
    await host.context.records.change('tickets', id, (record) => ({
      ok: true,
      value: { ...record, clashes, openClashes: clashes.length },
    }));
    return id;
  };
  const page = async (offset: number, limit: number) =>
    data(query(host, 'conflicts.list', { offset, limit }));

  it('comes in windows, the latest of all collections first, and tells how many there are', async () => {
    const before = (await page(0, 1)).total;
    const minute = (at: number): string =>
      new Date(Date.parse('2026-11-20T12:00:00.000Z') + at * 60_000).toISOString();
    for (let record = 0; record < 6; record += 1) {
      const clashes = [0, 1].map((one) => ({
        ...clashOf(one === 0 ? 'title' : 'assignment', { teamId: 'team-a' }, { teamId: 'team-b' }),
        mineAt: minute(one * 10 + record),
      }));
      await put(`Windowed ${record}`, clashes);
    }
    const item = await data(command(host, 'configItems.create', { ciClass: 'notebook', name: 'NB-1' }));
    const onCi = await withClash('configItems', item.id, 'name', 'NB-2', 'NB-1');
    const total = before + 13;
    const first = await page(0, 5);
    const second = await page(5, 5);
    expect([first.total, second.total]).toEqual([total, total]);
    const all = (await page(0, 500)).rows;
    expect(all).toHaveLength(total);
    expect([...first.rows, ...second.rows]).toEqual(all.slice(0, 10));
    expect(all.map((row) => row.mineAt)).toEqual(
      all
        .map((row) => row.mineAt)
        .toSorted()
        .reverse(),
    );
    expect(all.find((row) => row.id === onCi.id)).toMatchObject({ collection: 'configItems', label: 'NB-1' });
    expect((await page(total, 5)).rows).toEqual([]);
  });

  it('shows those of one’s own values first; others are told of none, who looks after them of all', async () => {
    const ofOthers = { mineBy: 'field-1', theirsBy: 'lead-1' };
    const own = await put('Own', [{ ...clashOf('title', 'a', 'b'), mineAt: '2020-01-01T00:00:00.000Z' }]);
    const others = await put('Of others', [{ ...clashOf('title', 'a', 'b'), ...ofOthers }]);
    const shown = await data(query(host, 'conflicts.list', { limit: 500 }));
    const places = [own, others].map((id) => shown.rows.findIndex((row) => row.recordId === id));
    expect(places[0]).toBeLessThan(places[1] ?? -1);
    expect(shown.rows.slice(0, shown.yours).every((row) => row.theirsBy === 'desk-1')).toBe(true);
    expect(places[1]).toBeGreaterThanOrEqual(shown.yours);
    const told = (personId: string, roles: readonly Role[]): number =>
      host.context.read.conflicts.count({ personId, roles });
    expect(told('desk-1', ['service-desk'])).toBe(shown.yours);
    expect(told('somebody', ['service-desk', 'field'])).toBe(0);
    expect(told('lead-1', ['field'])).toBe(1);
    for (const role of ['team-lead', 'administrator'] as const)
      expect(told('somebody', [role])).toBe(shown.total);
    expect((await data(query(host, 'sync.status', {}))).conflicts).toBe(shown.yours);
  });

  it('holds every clash of more than a thousand records', async () => {
    const before = (await page(0, 1)).total;
    const template = await host.context.records.get('tickets', (await ticket()).id);
    if (template?.type !== 'incident') throw new Error('no incident');
    await host.context.database.collections.tickets.bulkInsert(
      Array.from({ length: 1_200 }, (_, index) => ({
        ...template,
        id: `many-${index}`,
        number: `INC-MNY-${index}`,
        clashes: [clashOf('title', 'Mine', 'Theirs')],
        openClashes: 1,
      })),
    );
    expect((await page(before + 1_150, 100)).total).toBe(before + 1_200);
    expect((await page(before + 1_150, 100)).rows).toHaveLength(50);
  });
});

describe('the list of refused documents', () => {
  it('comes in windows, the latest first', async () => {
    for (let at = 0; at < 7; at += 1) {
      host.context.refused.save({
        id: '',
        collection: at % 2 === 0 ? 'tickets' : 'orders',
        recordId: `refused-${at}`,
        label: `Refused ${at}`,
        code: 'forbidden',
        reason: 'Not yours.',
        refusedAt: `2026-11-20T09:0${at}:00.000Z`,
        document: { id: `refused-${at}` },
      });
    }
    const page = async (offset: number) => {
      const { total, rows } = await data(query(host, 'sync.refused', { offset, limit: 3 }));
      return [total, ...rows.map((row) => row.label)];
    };
    expect(await page(0)).toEqual([7, 'Refused 6', 'Refused 5', 'Refused 4']);
    expect(await page(3)).toEqual([7, 'Refused 3', 'Refused 2', 'Refused 1']);
    expect(await page(6)).toEqual([7, 'Refused 0']);
  });
});

describe('the children of a ticket', () => {
  it('are counted where there are more than are listed', async () => {
    const parent = await ticket({ title: 'Parent' });
    const template = await host.context.records.get('tickets', (await ticket()).id);
    if (template?.type !== 'incident') throw new Error('no incident');
    await host.context.database.collections.tickets.bulkInsert(
      Array.from({ length: 230 }, (_, index) => ({
        ...template,
        id: `child-${index}`,
        number: `INC-CHD-${index}`,
        parentId: parent.id,
        ...(index < 30 ? { state: 'resolved' as const, active: false } : {}),
      })),
    );
    const detail = await data(query(host, 'tickets.detail', { id: parent.id }));
    expect(detail).toMatchObject({ childrenTotal: 230, childrenOpen: 200 });
    expect(detail.children.length).toBeLessThan(230);
  });
});
