import { describe, expect, it } from 'vitest';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { create, host, rowOf, SOLVED, stored } from './support/incidents-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

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
    const go = (input: object) => command(host, 'incidents.step', { id, ...input } as never);
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
    const go = (input: object) => data(command(host, 'incidents.step', { id, ...input } as never));
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
    await data(command(host, 'incidents.step', { id, ...hold }));
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
    expect(
      await command(host, 'incidents.linkConfigItem', { id, ciId: 'nothing', linked: true }),
    ).toMatchObject(notFound('ciId'));
    const assign = (teamId: string | null, assigneeId: string | null) =>
      command(host, 'incidents.assign', { id, teamId, assigneeId });
    expect(await assign('nobody', null)).toMatchObject(notFound('teamId'));
    expect(await assign(null, 'nobody')).toMatchObject(notFound('assigneeId'));
    expect(await assign(null, 'gone')).toMatchObject({
      error: { code: 'invalid', details: { field: 'assigneeId' } },
    });
    const change = { act: 'assign', teamId: null, assigneeId: 'gone' } as const;
    const { results } = await data(command(host, 'tickets.bulk', { ids: [id], change }));
    expect(results[0]?.error?.code).toBe('invalid');
    expect(await stored(id)).toMatchObject({ teamId: null, assigneeId: null, ciId: null, ciIds: [] });
    expect((await data(assign(null, 'desk-1'))).assigneeId).toBe('desk-1');
  });

  it('link devices, and keep the replaced one as a further one', async () => {
    const [one = '', two = '', three = ''] = (
      await host.context.database.collections.configItems.find({ limit: 3 }).exec()
    ).map((found) => found.id);
    const { id } = await create('Device', { ciId: one });
    await data(command(host, 'incidents.linkConfigItem', { id, ciId: two, linked: true }));
    const replaced = await data(command(host, 'incidents.update', { id, changes: { ciId: three } }));
    expect(replaced.ciId).toBe(three);
    expect([...replaced.ciIds].sort()).toEqual([one, two].sort());
    const without = await data(command(host, 'incidents.update', { id, changes: { ciId: null } }));
    expect(without.ciId).toBeNull();
    const { ciIds } = await data(command(host, 'incidents.linkConfigItem', { id, ciId: two, linked: false }));
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
    await data(command(host, 'incidents.step', { id: ended.id, to: 'cancelled', note: 'Done.' }));
    const others = await create('others', { teamId: 'team-network', assigneeId: 'person-a' });
    const ids = [open.id, ended.id, 'nobody', others.id];
    const { results } = await data(
      command(host, 'tickets.bulk', {
        ids,
        change: { act: 'assign', teamId: 'team-server', assigneeId: null },
      }),
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

it('a ticket of a type that only a newer console knows is answered, to be read', async () => {
  const { id: _, ...known } = await create('Move the mail server');
  const foreign = { ...known, id: 'from-a-newer-console', type: 'something_new', state: 'planned' };
  const inserted = await host.context.records.insert('tickets', foreign as never);
  expect(inserted.ok).toBe(true);
  expect(await stored(foreign.id)).toMatchObject({ type: 'something_new', title: 'Move the mail server' });
});

it('the history of a ticket names who and what it left behind', async () => {
  const { id } = await create('Handed on', { teamId: 'team-a', assigneeId: 'person-a' });
  await data(command(host, 'incidents.assign', { id, teamId: 'team-b', assigneeId: null }));
  const { ticket, names } = await data(query(host, 'tickets.detail', { id }));
  expect(ticket).toMatchObject({ teamId: 'team-b', assigneeId: null });
  expect(Object.keys(names)).toEqual(expect.arrayContaining(['team-a', 'person-a', 'team-b']));
});
