import { describe, expect, it } from 'vitest';
import { create, host, reopen, SOLVED, stored } from './support/incidents-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

const DESK = { roles: ['service-desk'], personId: 'desk-1', teamIds: ['team-a'] } as const;

const say = (id: string, ofId: string, note: string | null = null) =>
  command(host, 'incidents.closeDuplicate', { id, ofId, note });
const detail = (id: string) => data(query(host, 'tickets.detail', { id }));
const callOf = (person: string, title = 'No network in room 4') =>
  create(title, { requesterId: person, teamId: 'team-a' });

describe('a duplicate', () => {
  it('ends and names the ticket that stays, which gets its caller and names it; both lead to each other', async () => {
    const kept = await callOf('person-a');
    const double = await callOf('person-b');
    const answer = await data(say(double.id, kept.id, 'Same switch'));
    expect(answer).toMatchObject({
      state: 'cancelled',
      active: false,
      duplicateOfId: kept.id,
      resolvedAt: null,
    });
    expect(answer.journal.at(-1)).toMatchObject({ kind: 'state', text: 'Same switch' });
    const after = await detail(kept.id);
    expect(after.ticket).toMatchObject({
      state: kept.state,
      requesterId: 'person-a',
      duplicateIds: [double.id],
      alsoAffectedIds: ['person-b'],
    });
    expect(after.ticket.journal.at(-1)).toMatchObject({ kind: 'link', text: 'Same switch', by: 'desk-1' });
    expect(after.duplicates.map(({ id }) => id)).toEqual([double.id]);
    expect(after.names[double.id]).toContain(double.number);
    expect((await detail(double.id)).duplicateOf?.id).toBe(kept.id);
    // Lists tell it, too.
    expect(after.duplicates[0]).toMatchObject({ state: 'cancelled', duplicateOfId: kept.id });
  });

  it('is neither solved nor missed: its clocks end where it ended', async () => {
    const kept = await callOf('person-a');
    const double = await callOf('person-a');
    await data(say(double.id, kept.id));
    const { sla, dueAt, resolvedAt, closedAt } = await stored(double.id);
    expect({ ...sla, dueAt, resolvedAt, closedAt }).toMatchObject({
      responseBreached: false,
      resolutionBreached: false,
      respondedAt: null,
      dueAt: '9999-12-31T00:00:00.000Z',
      resolvedAt: null,
      closedAt: null,
    });
  });

  it('and what came of it are one act: taken back and done again whole', async () => {
    const kept = await callOf('person-a');
    const double = await callOf('person-b');
    await data(
      command(host, 'incidents.step', { id: double.id, to: 'on_hold', holdReason: 'awaiting_vendor' }),
    );
    await data(say(double.id, kept.id));
    const undone = await data(command(host, 'acts.undo', {}));
    expect(undone.results.map(({ ok }) => ok)).toEqual([true, true]);
    const back = await stored(double.id);
    expect(back).toMatchObject({ state: 'on_hold', holdReason: 'awaiting_vendor', active: true });
    expect(back.duplicateOfId ?? null).toBeNull();
    const before = await stored(kept.id);
    expect([before.duplicateIds ?? [], before.alsoAffectedIds ?? []]).toEqual([[], []]);
    await data(command(host, 'acts.redo', {}));
    expect(await stored(double.id)).toMatchObject({ state: 'cancelled', duplicateOfId: kept.id });
    expect(await stored(kept.id)).toMatchObject({ duplicateIds: [double.id], alsoAffectedIds: ['person-b'] });
  });

  it('is none any more where its history was taken back alone, whatever the one that stays remembers', async () => {
    const [kept, double] = [await callOf('person-a'), await callOf('person-b')];
    const entryId = (await data(say(double.id, kept.id))).journal.at(-1)?.id ?? '';
    const taken = { collection: 'tickets', id: double.id, entryId } as const;
    await data(command(host, 'acts.takeBack', taken));
    expect((await stored(double.id)).state).not.toBe('cancelled');
    expect((await stored(kept.id)).duplicateIds).toEqual([double.id]);
    expect((await detail(kept.id)).duplicates).toEqual([]);
  });

  it('is refused with the reason: itself, a ring, what has ended, another kind, what is not there', async () => {
    const one = await callOf('person-a');
    const other = await callOf('person-b');
    const third = await callOf('person-b');
    const problem = await data(command(host, 'problems.create', { title: 'The switch' }));
    const reasonOf = async (id: string, ofId: string) => (await refusal(say(id, ofId))).reason;
    expect(await reasonOf(one.id, one.id)).toBe('duplicate.itself');
    expect(await reasonOf(one.id, problem.id)).toBe('duplicate.other_type');
    expect(await reasonOf(one.id, 'nothing')).toBe('duplicate.missing');
    await data(say(other.id, one.id));
    expect(await reasonOf(one.id, other.id)).toBe('duplicate.cycle');
    expect(await reasonOf(third.id, other.id)).toBe('duplicate.ended');
    expect(await reasonOf(other.id, third.id)).toBe('record.ended');
    await data(command(host, 'incidents.step', { id: third.id, ...SOLVED, assigneeId: 'desk-1' }));
    expect(await reasonOf(third.id, one.id), 'what is solved is no duplicate').toBe('state.no_step');
    expect((await refusal(command(host, 'incidents.step', { id: one.id, to: 'cancelled' }))).reason).toBe(
      'field.missing',
    );
  });

  it('is for those who may solve both', async () => {
    const mine = await callOf('person-a');
    const theirs = await create('Not mine', { teamId: 'team-b' });
    await actAs(host, { roles: ['knowledge-manager'], personId: 'kim', teamIds: ['team-a'] });
    expect((await refusal(say(mine.id, theirs.id))).reason).toBe('role.command');
    await actAs(host, { roles: ['field'], personId: 'finn', teamIds: ['team-a'] });
    expect((await refusal(say(mine.id, theirs.id))).reason).toBe('role.scope');
    const again = await callOf('person-b');
    await data(say(again.id, mine.id));
    await actAs(host, DESK);
  });

  it('among many chosen ones leaves the one that stays, and goes back as one act', async () => {
    const kept = await callOf('person-a');
    const doubles = [await callOf('person-b'), await callOf('person-b')];
    const ids = [kept, ...doubles].map(({ id }) => id);
    const change = { act: 'closeDuplicate', ofId: kept.id, note: null } as const;
    const before = await stored(kept.id);
    const { rows } = await data(query(host, 'tickets.bulkPreview', { ids, change }));
    expect(rows.map(({ id, others, error }) => [id, others, error])).toEqual(
      doubles.map(({ id }) => [id, 1, null]),
    );
    expect(await stored(kept.id)).toEqual(before);
    const { results } = await data(command(host, 'tickets.bulk', { ids, change }));
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    expect((await stored(kept.id)).duplicateIds).toEqual(doubles.map(({ id }) => id));
    await data(command(host, 'acts.undo', {}));
    expect((await stored(kept.id)).duplicateIds ?? []).toEqual([]);
    for (const { id } of doubles) expect((await stored(id)).state).not.toBe('cancelled');
  });

  it('is looked for among open tickets of the same caller, device and words', async () => {
    const about = await create('Beamer flickers greenish', { requesterId: 'person-a', ciId: null });
    const sameCaller = await create('Something else altogether', { requesterId: 'person-a' });
    const sameWords = await create('Greenish beamer flickers again', { requesterId: 'person-b' });
    const ended = await create('Beamer flickers greenish too', { requesterId: 'person-a' });
    await data(command(host, 'incidents.step', { id: ended.id, to: 'cancelled', note: 'No' }));
    const { rows } = await data(query(host, 'tickets.likely', { id: about.id }));
    const byId = new Map(rows.map(({ id, because }) => [id, because]));
    expect(byId.get(sameCaller.id)).toEqual(['caller']);
    expect(byId.get(sameWords.id)).toEqual(['words']);
    expect(byId.has(ended.id) || byId.has(about.id)).toBe(false);
  });

  it('that a crash left half said is finished at the next start', async () => {
    const kept = await callOf('person-a');
    const double = await callOf('person-b');
    await data(say(double.id, kept.id));
    await host.context.records.change('tickets', kept.id, (ticket) => ({
      ok: true,
      value: { ...ticket, duplicateIds: null, alsoAffectedIds: null },
    }));
    host.context.values.set('duplicates.pending', JSON.stringify([double.id]));
    await reopen();
    expect(await stored(kept.id)).toMatchObject({ duplicateIds: [double.id], alsoAffectedIds: ['person-b'] });
  });
});
