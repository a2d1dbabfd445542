/** Escalations, major incidents and waiting through the commands and lists of a real host. */
import { describe, expect, it } from 'vitest';
import { HOLD_BOUNDS } from '#domain/incidents/holds.ts';
import type { MajorView } from '#domain/incidents/major-views.ts';
import { closeResolved } from '#main/host/features/incidents/close-resolved.ts';
import { create, host, SOLVED, stored } from './support/incidents-host.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

const asDesk = () => actAs(host, { roles: ['service-desk'], personId: 'desk-1', teamIds: ['team-1'] });
const asLead = () => actAs(host, { roles: ['team-lead'], personId: 'lead-1', teamIds: ['team-1'] });
const reason = 'Everybody calls';
const PLAN = { reason, updateMinutes: 30, updateAudience: 'All of the plant', informedIds: [] };

const listed = async (view: MajorView): Promise<readonly string[]> =>
  (await data(query(host, 'incidents.majors', { view }))).rows.map(({ id }) => id);
const numbered = async (filter: object) =>
  (
    await data(query(host, 'tickets.page', { filter, sort: { field: 'openedAt', direction: 'desc' } }))
  ).rows.map(({ id }) => id);

/** Proposed at the desk and accepted by the lead. */
const aMajor = async (): Promise<string> => {
  await asDesk();
  const { id } = await create('The core is down');
  await data(command(host, 'incidents.proposeMajor', { id, reason }));
  await asLead();
  await data(command(host, 'incidents.acceptMajor', { id, ...PLAN }));
  return id;
};

describe('a major incident', () => {
  it('is found in the list for where it stands, with its next update, and is marked in others', async () => {
    await asDesk();
    const { id } = await create('The core is down');
    await data(command(host, 'incidents.proposeMajor', { id, reason }));
    expect(await listed('proposed')).toContain(id);
    expect((await refusal(command(host, 'incidents.acceptMajor', { id, ...PLAN }))).code).toBe('forbidden');
    await asLead();
    await data(command(host, 'incidents.acceptMajor', { id, ...PLAN }));
    expect(await listed('proposed')).not.toContain(id);
    const { rows } = await data(query(host, 'incidents.majors', { view: 'open' }));
    const row = rows.find((one) => one.id === id);
    expect(row).toMatchObject({ majorState: 'accepted', said: { text: reason }, isReviewed: false });
    expect(row?.nextUpdateAt).not.toBeNull();
    expect(await numbered({ activeOnly: true, majorStates: ['accepted'] })).toContain(id);
    const { counts } = await data(
      query(host, 'tickets.counts', { filters: [{ majorStates: ['accepted'] }, { escalated: true }] }),
    );
    expect(counts[0]).toBeGreaterThan(0);
    const found = await data(query(host, 'search.all', { text: (await stored(id)).number }));
    expect(found.rows[0]).toMatchObject({ id, isMajor: true });
  });

  it('waits for its review when it is resolved, and is not closed by itself without', async () => {
    const id = await aMajor();
    await data(command(host, 'incidents.step', { id, ...SOLVED }));
    expect(await listed('open')).not.toContain(id);
    expect(await listed('solved')).toContain(id);
    const close = () => command(host, 'incidents.step', { id, to: 'closed' });
    expect(await refusal(close())).toMatchObject({ reason: 'major.review_first' });
    const clock = { ...host.context.clock, nowMs: () => Date.now() + 60 * 86_400_000 };
    await closeResolved({ ...host.context, clock });
    expect((await stored(id)).state).toBe('resolved');
    const changes = { reviewWentWell: 'Found at once', reviewToImprove: 'A spare switch' };
    await data(command(host, 'incidents.update', { id, changes }));
    await data(close());
    expect((await stored(id)).state).toBe('closed');
  });

  it('goes back step by step with undo, and forth again', async () => {
    const id = await aMajor();
    await data(command(host, 'acts.undo', {}));
    expect(await stored(id)).toMatchObject({ majorState: 'proposed' });
    await data(command(host, 'acts.redo', {}));
    expect(await stored(id)).toMatchObject({ majorState: 'accepted', updateMinutes: 30 });
  });

  it('tells what it and its children touch', async () => {
    const id = await aMajor();
    const child = await create('No network in 2.14');
    await data(command(host, 'incidents.setParent', { id: child.id, parentId: id }));
    const found = await data(query(host, 'incidents.affected', { id }));
    expect(found).toMatchObject({ services: [], itemsTotal: 0, places: [] });
    expect((await refusal(query(host, 'incidents.affected', { id: 'nothing' }))).code).toBe('not_found');
  });
});

describe('an escalation', () => {
  it('to a team makes the incident theirs, and checks that there is such a team', async () => {
    await asDesk();
    const { id } = await create();
    await addDirectory(host, { teams: ['team-far'] });
    expect(
      (await refusal(command(host, 'incidents.escalateToTeam', { id, teamId: 'none', reason }))).code,
    ).toBe('not_found');
    await data(command(host, 'incidents.escalateToTeam', { id, teamId: 'team-far', reason }));
    expect(await stored(id)).toMatchObject({ teamId: 'team-far', assigneeId: null });
  });

  it('to a lead stands in the list of those escalated until it is ended', async () => {
    await asDesk();
    const { id } = await create();
    await addDirectory(host, { people: ['lead-1'] });
    const call = { id, level: 'team_lead', toId: 'lead-1', reason } as const;
    await data(command(host, 'incidents.escalateToLead', call));
    expect(await numbered({ activeOnly: true, escalated: true })).toContain(id);
    expect((await refusal(command(host, 'incidents.endEscalation', { id, reason }))).code).toBe('forbidden');
    await asLead();
    await data(command(host, 'incidents.takeEscalation', { id, reason }));
    await data(command(host, 'incidents.endEscalation', { id, reason }));
    expect(await numbered({ activeOnly: true, escalated: true })).not.toContain(id);
  });
});

describe('waiting', () => {
  it('is listed where it has a sign, of the incidents that were ever on hold', async () => {
    await asDesk();
    const [often, once, never] = [await create('Often'), await create('Once'), await create('Never')];
    const hold = (id: string) =>
      data(command(host, 'incidents.step', { id, to: 'on_hold', holdReason: 'awaiting_vendor' }));
    const resume = (id: string) => data(command(host, 'incidents.step', { id, to: 'in_progress' }));
    for (let turn = 0; turn < 3; turn += 1) {
      await hold(often.id);
      await resume(often.id);
    }
    await hold(once.id);
    const account = await data(query(host, 'incidents.holds', { id: often.id }));
    expect(account).toMatchObject({ times: 3, signs: ['often'] });
    const list = async (signs: readonly 'often'[]) =>
      (await data(query(host, 'incidents.held', { days: 28, ...HOLD_BOUNDS, signs: [...signs] }))).rows;
    const ids = (await list([])).map(({ id }) => id);
    expect(ids).toContain(often.id);
    expect(ids).not.toContain(once.id);
    expect(ids).not.toContain(never.id);
    const [first] = (await list(['often'])).filter(({ id }) => id === often.id);
    expect(first).toMatchObject({ times: 3, number: often.number });
  });
});

it('a checklist is filled and ticked item by item, and what others ticked meanwhile stays', async () => {
  await asDesk();
  const { id } = await create();
  const item = (name: string, state: 'open' | 'done' = 'open') => {
    const isDone = state === 'done';
    const doneAt = isDone ? '2026-11-20T10:00:00.000Z' : null;
    return { id: name, title: name, state, doneAt, doneBy: isDone ? 'desk-1' : null };
  };
  const put = (now: readonly object[], seen: readonly object[]) =>
    data(
      command(host, 'incidents.update', {
        id,
        changes: { checklist: now as never },
        seen: { checklist: seen as never },
      }),
    );
  await put([item('a'), item('b')], []);
  await put([item('a', 'done'), item('b')], [item('a'), item('b')]);
  // Another window saw neither ticked.
  await put([item('a'), item('b', 'done')], [item('a'), item('b')]);
  expect((await stored(id)).checklist).toEqual([item('a', 'done'), item('b', 'done')]);
});
