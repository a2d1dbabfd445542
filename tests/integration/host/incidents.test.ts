import { describe, expect, it, vi } from 'vitest';
import { newRecordBase } from '#domain/journal/journal.ts';
import type { KnowledgeEntry } from '#domain/records/knowledge.ts';
import { NEVER_DUE } from '#domain/records/ticket.ts';
import { pendingCascades } from '#main/host/features/incidents/resolve-children.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, fillWithSamples, query, refusal } from './support/test-host.ts';

let host: Host;
const SOLVED = { to: 'resolved', closureCode: 'other', closureNotes: 'Replaced the cable.' } as const;

const { reopen: reopenHost } = hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 60 });
  await signIn();
  await addDirectory(host, { people: ['person-a', 'person-b'], left: ['gone'], teams: ['team-a', 'team-b'] });
});
const signIn = () => actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
const reopen = async (): Promise<void> => {
  host = await reopenHost();
  await signIn();
};

const create = (title = 'No network', more: object = {}) =>
  data(command(host, 'incidents.create', { title, ...more }));
const stored = async (id: string) => (await data(query(host, 'tickets.detail', { id }))).ticket;
const rowOf = async (id: string) =>
  (
    await data(
      query(host, 'tickets.page', {
        filter: {},
        sort: { field: 'openedAt', direction: 'desc' },
        limit: 500,
      }),
    )
  ).rows.find((row) => row.id === id);

describe('incidents', () => {
  it('are made once for one id, also when the form is sent twice at the same time', async () => {
    const input = { id: 'incident-once', title: 'Sent twice' };
    const both = await Promise.all([
      data(command(host, 'incidents.create', input)),
      data(command(host, 'incidents.create', input)),
    ]);
    const again = await data(command(host, 'incidents.create', { ...input, title: 'Sent a third time' }));
    expect(new Set([...both, again].map((ticket) => ticket.number)).size).toBe(1);
    expect(again.title).toBe('Sent twice');
    expect(again.journal).toHaveLength(1);
  });

  it('get numbers that never repeat, the priority of the matrix and targets of the agreement', async () => {
    const [one, two] = [await create('First', { impact: 1, urgency: 1 }), await create('Second')];
    expect(one.number).not.toBe(two.number);
    expect(one.number.startsWith(`INC-${host.context.device.code()}-`)).toBe(true);
    expect(one.priority).toBe(1);
    expect(one.sla.agreementId).not.toBeNull();
    expect(one.dueAt).not.toBe(NEVER_DUE);
  });

  it('count reassignments, not the first assignment', async () => {
    const { id } = await create();
    const assign = (teamId: string | null, assigneeId: string | null) =>
      data(command(host, 'incidents.assign', { id, teamId, assigneeId }));
    expect((await assign('team-network', null)).reassignmentCount).toBe(0);
    expect((await assign('team-network', 'person-a')).reassignmentCount).toBe(0);
    expect((await assign('team-server', null)).reassignmentCount).toBe(1);
    expect((await assign('team-server', null)).reassignmentCount).toBe(1);
    expect((await stored(id)).journal.filter((entry) => entry.kind === 'assigned')).toHaveLength(3);
  });

  it('go along the transition table only, with what each step needs', async () => {
    const { id } = await create();
    const go = (input: object) => command(host, 'incidents.transition', { id, ...input } as never);
    expect((await refusal(go({ to: 'closed' }))).code).toBe('transition_not_allowed');
    expect((await refusal(go({ to: 'on_hold' }))).code).toBe('missing_fields');
    expect((await refusal(go({ to: 'on_hold', holdReason: 'awaiting_caller' }))).code).toBe('missing_fields');
    expect((await refusal(go({ to: 'resolved', closureCode: 'made_up', closureNotes: 'x' }))).code).toBe(
      'unknown_value',
    );
    await data(go({ to: 'in_progress' }));
    const resolved = await data(go(SOLVED));
    expect(resolved).toMatchObject({ state: 'resolved', active: false, dueAt: NEVER_DUE });
    expect(resolved.resolvedAt).not.toBeNull();
    const reopened = await data(go({ to: 'in_progress', note: 'Not solved after all.' }));
    expect(reopened).toMatchObject({ reopenCount: 1, resolvedAt: null, closureCode: null });
    await data(go(SOLVED));
    await data(go({ to: 'closed' }));
    expect((await refusal(go({ to: 'in_progress', note: 'Again.' }))).code).toBe('forbidden');
    expect(
      (await refusal(command(host, 'incidents.update', { id, changes: { title: 'Too late' } }))).code,
    ).toBe('not_editable');
  });

  it('stop their clock on hold and take it up again, also in the queue row', async () => {
    const { id, dueAt } = await create('Waits', { impact: 1, urgency: 1 });
    expect(dueAt).not.toBe(NEVER_DUE);
    const go = (input: object) => data(command(host, 'incidents.transition', { id, ...input } as never));
    await go({ to: 'in_progress' });
    await go({ to: 'on_hold', holdReason: 'awaiting_vendor' });
    const held = await rowOf(id);
    expect(held).toMatchObject({ state: 'on_hold', holdReason: 'awaiting_vendor', dueAt: NEVER_DUE });
    expect(held?.sla.pausedSince).not.toBeNull();
    await go({ to: 'in_progress' });
    const resumed = await rowOf(id);
    expect(resumed?.sla.pausedSince).toBeNull();
    expect(resumed?.holdReason).toBeNull();
    expect(resumed?.dueAt).not.toBe(NEVER_DUE);
  });

  it('come back from waiting when the caller answers', async () => {
    const { id } = await create('Waits for the caller');
    const hold = { to: 'on_hold', holdReason: 'awaiting_caller', comment: 'Which room?' } as const;
    await data(command(host, 'incidents.transition', { id, ...hold }));
    const answered = await data(
      command(host, 'incidents.addComment', { id, text: 'Room 2.14', byRequester: true }),
    );
    expect(answered).toMatchObject({ state: 'in_progress', holdReason: null });
  });

  it('book time', async () => {
    const { id } = await create();
    await data(command(host, 'incidents.bookTime', { id, minutes: 25, text: null }));
    await data(command(host, 'incidents.bookTime', { id, minutes: 5, text: 'Called back' }));
    expect((await stored(id)).timeSpentMinutes).toBe(30);
  });

  it('finish at the next start what a crash kept from their children', async () => {
    const [parent, child, other] = [await create('Core is down'), await create(), await create()];
    for (const { id } of [child, other])
      await data(command(host, 'incidents.setParent', { id, parentId: parent.id }));
    const { records } = host.context;
    const { change } = records;
    let writes = 0;
    const dying = vi.spyOn(records, 'change').mockImplementation(async (...args) => {
      writes += 1;
      if (writes > 2) throw new Error('the machine went off');
      return change(...args);
    });
    await refusal(command(host, 'incidents.transition', { id: parent.id, ...SOLVED }));
    dying.mockRestore();
    const states = async () => Promise.all([child, other].map(async ({ id }) => (await stored(id)).state));
    expect((await states()).sort()).toEqual(['new', 'resolved']);
    await reopen();
    expect(await states()).toEqual(['resolved', 'resolved']);
    const after = await stored(other.id);
    expect(after).toMatchObject({ closureNotes: SOLVED.closureNotes, resolvedBy: 'desk-1' });
    await data(command(host, 'incidents.transition', { id: other.id, to: 'in_progress', note: 'Again.' }));
    await reopen();
    expect((await stored(other.id)).state).toBe('in_progress');
  });

  it('leave their children alone when they were not resolved after all', async () => {
    const [parent, child] = [await create(), await create()];
    await data(command(host, 'incidents.setParent', { id: child.id, parentId: parent.id }));
    const unsolved = { id: parent.id, to: 'resolved' } as const;
    expect((await refusal(command(host, 'incidents.transition', unsolved))).code).toBe('missing_fields');
    expect(pendingCascades.ids(host.context)).toEqual([]);
    // Noted, then dead before the write.
    pendingCascades.note(host.context, parent.id);
    await reopen();
    expect((await stored(child.id)).state).toBe('new');
    expect(pendingCascades.ids(host.context)).toEqual([]);
  });

  it('take their children and their children along when they are resolved', async () => {
    const parent = await create('Switch is down');
    const child = await create('No network in 2.14');
    const grandchild = await create('Printer offline in 2.14');
    const cancelled = await create('Double');
    const link = (id: string, parentId: string | null) =>
      command(host, 'incidents.setParent', { id, parentId });
    await data(link(child.id, parent.id));
    await data(link(grandchild.id, child.id));
    await data(link(cancelled.id, parent.id));
    await data(
      command(host, 'incidents.transition', { id: cancelled.id, to: 'cancelled', note: 'A double.' }),
    );
    await data(command(host, 'incidents.transition', { id: parent.id, ...SOLVED }));
    for (const { id } of [child, grandchild]) {
      const resolved = await stored(id);
      expect(resolved).toMatchObject({ state: 'resolved', closureCode: 'other', dueAt: NEVER_DUE });
      expect(resolved.journal.at(-1)?.text).toContain(parent.number);
    }
    expect((await stored(cancelled.id)).state).toBe('cancelled');
    const detail = await data(query(host, 'tickets.detail', { id: parent.id }));
    expect(detail.children.map((row) => row.id).sort()).toEqual([child.id, cancelled.id].sort());
    await data(command(host, 'incidents.transition', { id: parent.id, to: 'in_progress', note: 'Again.' }));
    expect((await stored(child.id)).state).toBe('resolved');
  });

  it('are never above themselves', async () => {
    const [a, b, c] = [await create('a'), await create('b'), await create('c')];
    const link = (id: string, parentId: string | null) =>
      command(host, 'incidents.setParent', { id, parentId });
    expect((await refusal(link(a.id, a.id))).code).toBe('cycle');
    await data(link(b.id, a.id));
    await data(link(c.id, b.id));
    expect((await refusal(link(a.id, c.id))).code).toBe('cycle');
    expect((await refusal(link(a.id, 'nobody'))).code).toBe('not_found');
    expect((await data(link(c.id, null))).parentId).toBeNull();
    expect((await data(link(a.id, c.id))).parentId).toBe(c.id);
  });

  it('are refused references to what is not there, by field', async () => {
    const { id } = await create();
    const notFound = (field: string) => ({ ok: false, error: { code: 'not_found', details: { field } } });
    for (const [field, value] of [
      ['requesterId', 'nobody'],
      ['affectedPersonId', 'team-a'],
      ['placeId', 'nowhere'],
      ['serviceId', 'nothing'],
      ['ciId', 'nothing'],
    ] as const) {
      const named = { [field]: value };
      expect(await command(host, 'incidents.create', { title: 'x', ...named })).toMatchObject(
        notFound(field),
      );
      expect(await command(host, 'incidents.update', { id, changes: named })).toMatchObject(notFound(field));
    }
    for (const named of [{ teamId: 'nobody' }, { assigneeId: 'nobody' }, { knowledgeIds: ['nothing'] }]) {
      const [field = ''] = Object.keys(named);
      expect(await command(host, 'incidents.create', { title: 'x', ...named })).toMatchObject(
        notFound(field),
      );
    }
    expect(await command(host, 'incidents.linkCi', { id, ciId: 'nothing', linked: true })).toMatchObject(
      notFound('ciId'),
    );
    const assign = (teamId: string | null, assigneeId: string | null) =>
      command(host, 'incidents.assign', { id, teamId, assigneeId });
    expect(await assign('nobody', null)).toMatchObject(notFound('teamId'));
    expect(await assign(null, 'nobody')).toMatchObject(notFound('assigneeId'));
    expect(await assign(null, 'gone')).toMatchObject({
      error: { code: 'invalid', details: { field: 'assigneeId' } },
    });
    const bulk = { ids: [id], teamId: null, assigneeId: 'gone' };
    expect((await refusal(command(host, 'tickets.bulkAssign', bulk))).code).toBe('invalid');
    expect(await stored(id)).toMatchObject({ teamId: null, assigneeId: null, ciId: null, ciIds: [] });
    expect((await data(assign(null, 'desk-1'))).assigneeId).toBe('desk-1');
  });

  it('link devices, and keep the replaced one as a further one', async () => {
    const [one = '', two = '', three = ''] = (
      await host.context.database.collections.configItems.find({ limit: 3 }).exec()
    ).map((found) => found.id);
    const { id } = await create('Device', { ciId: one });
    await data(command(host, 'incidents.linkCi', { id, ciId: two, linked: true }));
    const replaced = await data(command(host, 'incidents.update', { id, changes: { ciId: three } }));
    expect(replaced.ciId).toBe(three);
    expect([...replaced.ciIds].sort()).toEqual([one, two].sort());
    const without = await data(command(host, 'incidents.update', { id, changes: { ciId: null } }));
    expect(without.ciId).toBeNull();
    const { ciIds } = await data(command(host, 'incidents.linkCi', { id, ciId: two, linked: false }));
    expect(ciIds).toEqual([one]);
  });

  it('link a known error with its workaround as a note, and one that is gone is refused', async () => {
    const { id } = await create();
    const link = { id, knowledgeId: 'known-error-001', linked: true, insertWorkaround: true };
    const linked = await data(command(host, 'incidents.linkKnowledge', link));
    const known = await host.context.records.get('knowledge', 'known-error-001');
    expect(linked.knowledgeIds).toEqual(['known-error-001']);
    expect(linked.journal.at(-1)).toMatchObject({ kind: 'work_note' });
    expect(linked.journal.at(-1)?.text).toContain(known?.workaround);
    expect(
      (await refusal(command(host, 'incidents.linkKnowledge', { ...link, knowledgeId: 'none' }))).code,
    ).toBe('not_found');
  });

  it('are refused to a role that may only leave notes on them', async () => {
    const { id } = await create();
    await actAs(host, { roles: ['field'], personId: 'field-1' });
    expect((await data(command(host, 'incidents.addNote', { id, text: 'Seen on site' }))).id).toBe(id);
    expect(
      (await refusal(command(host, 'incidents.assign', { id, teamId: 't', assigneeId: null }))).code,
    ).toBe('forbidden');
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
  });
});

describe('bulk assignment', () => {
  it('answers for each row', async () => {
    const [open, ended] = [await create('open'), await create('ended')];
    await data(command(host, 'incidents.transition', { id: ended.id, to: 'cancelled', note: 'Done.' }));
    const others = await create('others', { teamId: 'team-network', assigneeId: 'person-a' });
    const ids = [open.id, ended.id, 'nobody', others.id];
    const { results } = await data(
      command(host, 'tickets.bulkAssign', { ids, teamId: 'team-server', assigneeId: null }),
    );
    expect(results.map((row) => [row.id, row.ok, row.error?.code ?? null])).toEqual([
      [open.id, true, null],
      [ended.id, false, 'not_editable'],
      ['nobody', false, 'not_found'],
      // The desk hands out what is free or its own.
      [others.id, false, 'forbidden'],
    ]);
    expect(results[0]?.number).toBe(open.number);
    expect((await stored(open.id)).teamId).toBe('team-server');
    expect((await stored(others.id)).teamId).toBe('team-network');
  });
});

describe('suggestions', () => {
  const known = (id: string, more: Partial<KnowledgeEntry>): KnowledgeEntry => ({
    ...newRecordBase(host.context.env(), { id }),
    type: 'known_error',
    number: `KE-${id}`,
    title: id,
    state: 'published',
    active: true,
    symptom: '',
    rootCause: '',
    workaround: '',
    solution: '',
    errorCode: null,
    category: null,
    ciIds: [],
    models: [],
    serviceIds: [],
    problemId: null,
    validUntil: null,
    tags: [],
    ...more,
  });
  const suggest = (text: string, more: object = {}) =>
    data(
      query(host, 'incidents.suggest', {
        text,
        ciId: null,
        category: null,
        requesterId: null,
        exceptId: null,
        ...more,
      }),
    );

  it('rank what is about the same device first', async () => {
    const device = (await data(query(host, 'configItems.page', PRINTERS))).rows[0];
    if (device === undefined) throw new Error('the sample company has no printer');
    await host.context.records.putAll('knowledge', [
      known('by-text', { title: 'Paper jam in the duplex unit' }),
      known('by-ci', { title: 'This very device', ciIds: [device.id] }),
      known('by-model', { title: 'This kind of device', models: [device.model ?? ''] }),
      known('retired', { title: 'Paper jam of old', state: 'retired', active: false }),
    ]);
    const { knowledge } = await suggest('Paper jam', { ciId: device.id });
    const ids = knowledge.map((entry) => entry.id);
    expect(ids[0]).toBe('by-ci');
    expect(ids.indexOf('by-model')).toBeLessThan(ids.indexOf('by-text'));
    expect(ids).not.toContain('retired');
    expect(knowledge.find((entry) => entry.id === 'by-ci')?.because).toEqual(['same_ci']);
  });

  it('do not follow words that everybody uses', async () => {
    const titles = async (text: string) => (await suggest(text)).knowledge.map((entry) => entry.title);
    const printing = await titles('printer does not print');
    expect(printing.some((title) => /print/i.test(title))).toBe(true);
    expect(printing.filter((title) => /wake/i.test(title))).toEqual([]);
    expect(await titles('it does not work anymore, please help')).toEqual([]);
    expect(await titles('bitte helfen, das geht nicht mehr')).toEqual([]);
    expect((await titles('VPN drops'))[0]).toMatch(/VPN/);
  });

  it('name similar tickets, never the one being written', async () => {
    const one = await create('Calibration bench shows error 4711 in the laser');
    const two = await create('Laser of the calibration bench shows error 4711');
    const { similar } = await suggest(two.title, { exceptId: two.id });
    const ids = similar.map((row) => row.id);
    expect(ids[0]).toBe(one.id);
    expect(ids).not.toContain(two.id);
    expect((await suggest('ab')).similar).toEqual([]);
  });
});

const PRINTERS = {
  filter: { classes: ['printer'] },
  sort: { field: 'name', direction: 'asc' },
} as const satisfies Parameters<typeof query<'configItems.page'>>[2];
