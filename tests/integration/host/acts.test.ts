import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#domain/fields/base.ts';
import { takesBack } from '#domain/journal/taken-back.ts';
import { create, host, SOLVED, stored } from './support/incidents-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

const ME = { roles: ['service-desk'], personId: 'desk-1', teamIds: ['team-a'] } as const;

const lastEntry = ({ journal }: { readonly journal: readonly JournalEntry[] }): JournalEntry => {
  const entry = journal.at(-1);
  if (entry === undefined) throw new Error('no history');
  return entry;
};
const step = (id: string, input: object) => data(command(host, 'incidents.step', { id, ...input } as never));
const update = (id: string, changes: object) => data(command(host, 'incidents.update', { id, changes }));
const undo = () => data(command(host, 'acts.undo', {}));
const redo = () => data(command(host, 'acts.redo', {}));

describe('acts', () => {
  it('are taken back and done again, the last one first, and the history tells all of it', async () => {
    const { id, number } = await create('Goes back');
    const made = await stored(id);
    await update(id, { urgency: 1, impact: 1 });
    await step(id, { to: 'in_progress' });
    await step(id, SOLVED);
    const solved = await stored(id);
    expect((await undo()).results).toEqual([{ id, number, ok: true, error: null }]);
    expect(await stored(id)).toMatchObject({
      state: 'in_progress',
      closureCode: null,
      closureNotes: null,
      resolvedAt: null,
      reopenCount: 0,
    });
    await undo();
    expect((await stored(id)).sla.respondedAt).toBe(made.sla.respondedAt);
    await undo();
    expect(await stored(id)).toMatchObject({ state: made.state, priority: made.priority, sla: made.sla });
    for (let again = 0; again < 3; again += 1) await redo();
    const { journal, updatedAt, ...values } = await stored(id);
    const { journal: earlier, updatedAt: _at, ...before } = solved;
    expect(values).toEqual(before);
    expect(journal).toHaveLength(earlier.length + 6);
    expect(journal.filter((entry) => takesBack(entry) !== null)).toHaveLength(6);
    expect((await refusal(command(host, 'acts.redo', {}))).reason).toBe('act.none_again');
  });

  it('say what would go back, and forget what was to be done again when something else is done', async () => {
    const { id, number } = await create('Says what');
    await update(id, { title: 'Another title' });
    const next = await data(query(host, 'acts.next', {}));
    expect(next.undo).toEqual({ command: 'incidents.update', label: number, count: 1 });
    await undo();
    expect((await data(query(host, 'acts.next', {}))).redo).toMatchObject({ label: number });
    await update(id, { title: 'A third title' });
    expect((await data(query(host, 'acts.next', {}))).redo).toBeNull();
  });

  it('on several tickets are one act', async () => {
    const ids = [(await create('One')).id, (await create('Two')).id];
    await data(
      command(host, 'tickets.bulk', {
        ids,
        change: { act: 'assign', teamId: 'team-server', assigneeId: null },
      }),
    );
    expect((await undo()).results).toHaveLength(2);
    for (const id of ids) expect((await stored(id)).teamId).not.toBe('team-server');
    await redo();
    for (const id of ids) expect((await stored(id)).teamId).toBe('team-server');
  });

  it('are not taken back over what somebody else changed since, and nothing is', async () => {
    const { id } = await create('Two hands');
    await update(id, { urgency: 1, title: 'Mine' });
    await actAs(host, { roles: ['team-lead'], personId: 'person-other' });
    await update(id, { urgency: 3 });
    await actAs(host, ME);
    const { results } = await undo();
    expect(results).toMatchObject([{ ok: false, error: { code: 'conflict', reason: 'act.changed_since' } }]);
    expect(await stored(id)).toMatchObject({ urgency: 3, title: 'Mine' });
  });

  it('taken back and done again from the history are on the other list then', async () => {
    const { id, number } = await create('By its place');
    const back = async ({ id: entryId }: JournalEntry) => {
      await data(command(host, 'acts.takeBack', { collection: 'tickets', id, entryId }));
      return lastEntry(await stored(id));
    };
    const undone = await back(lastEntry(await update(id, { title: 'Renamed' })));
    expect((await data(query(host, 'acts.next', {}))).redo).toMatchObject({ label: number });
    await back(undone);
    const { undo: last, redo: again } = await data(query(host, 'acts.next', {}));
    expect([last?.label, again]).toEqual([number, null]);
    expect((await undo()).results).toMatchObject([{ ok: true }]);
    expect((await stored(id)).title).toBe('By its place');
  });

  it('of others, of machines and words are nobody else’s to take back', async () => {
    const { id } = await create('Not yours');
    const entryId = lastEntry(await update(id, { title: 'By me' })).id;
    const back = (entry: string) =>
      command(host, 'acts.takeBack', { collection: 'tickets', id, entryId: entry });
    await actAs(host, { roles: ['team-lead'], personId: 'person-other' });
    expect((await refusal(back(entryId))).reason).toBe('act.foreign');
    await actAs(host, ME);
    expect((await refusal(back('no-such-entry'))).reason).toBe('act.unknown');
    expect((await refusal(back((await stored(id)).journal[0]?.id ?? ''))).reason).toBe('act.final');
    const note = lastEntry(await data(command(host, 'incidents.addNote', { id, text: 'A note' })));
    expect((await refusal(back(note.id))).reason).toBe('act.final');
    await data(back(entryId));
    expect((await refusal(back(entryId))).reason).toBe('act.taken_back');
    expect((await stored(id)).title).toBe('Not yours');
  });

  it('of another command are left alone where one asks for its own', async () => {
    const { id } = await create('Another command');
    await update(id, { title: 'Changed since' });
    expect((await refusal(command(host, 'acts.undo', { command: 'tickets.bulk' }))).reason).toBe('act.none');
    expect((await stored(id)).title).toBe('Changed since');
  });

  it('of which other records follow are reopened instead', async () => {
    const { id: parent } = await create('Parent');
    const { id: child } = await create('Child');
    await data(command(host, 'incidents.setParent', { id: child, parentId: parent }));
    await step(parent, SOLVED);
    expect((await stored(child)).state).toBe('resolved');
    const { results } = await undo();
    expect(results[0]?.error?.reason).toBe('act.has_effects');
    expect((await stored(parent)).state).toBe('resolved');
  });

  it('on devices go back with what followed from them', async () => {
    const made = await data(
      command(host, 'configItems.create', { ciClass: 'notebook', name: 'NB-undo' } as never),
    );
    await data(command(host, 'configItems.update', { id: made.id, changes: { status: 'scrapped' } }));
    const gone = await host.context.records.get('configItems', made.id);
    expect(gone).toMatchObject({ active: false, lockedFields: ['status'] });
    await undo();
    expect(await host.context.records.get('configItems', made.id)).toMatchObject({
      status: made.status,
      active: true,
      retiredAt: null,
      lockedFields: [],
    });
  });
});
