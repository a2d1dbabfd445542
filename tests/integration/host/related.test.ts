/** The story around a record, followed both ways through a real store, and what a preview says of one. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});
beforeAll(async () => {
  await addDirectory(host, { people: ['mia'] });
  await actAs(host, { personId: 'mia', roles: ['administrator'] });
});

const story = (collection: 'tickets' | 'knowledge' | 'orders', id: string) =>
  data(query(host, 'related.story', { collection, id }));
const stagesOf = async (collection: 'tickets' | 'knowledge' | 'orders', id: string) =>
  Object.fromEntries(
    (await story(collection, id)).stages.map(({ name, rows }) => [name, rows.map((row) => row.id).sort()]),
  );
const make = async (name: string, input: object): Promise<{ readonly id: string; readonly number: string }> =>
  data(command(host, name as 'incidents.create', input as never));

describe('the story', () => {
  it('is the same from whichever of its records it is asked', async () => {
    const one = await make('incidents.create', { title: 'No sign-in' });
    const two = await make('incidents.create', { title: 'No sign-in either' });
    const problem = await make('problems.create', { title: 'Sign-in fails', incidentIds: [one.id, two.id] });
    await data(command(host, 'problems.createKnownError', { id: problem.id }));
    const change = await make('changes.create', { title: 'New client', problemIds: [problem.id] });
    const release = await make('releases.create', { title: 'Client 12', changeIds: [change.id] });
    const caused = await make('incidents.create', { title: 'No printing', causedByChangeId: change.id });
    const device = await make('configItems.create', { name: 'NB-1', ciClass: 'notebook' });
    const devices = [{ role: 'subject', ciId: device.id }];
    const order = await make('orders.create', { type: 'disposal', title: 'Away', devices, ticketId: two.id });
    const whole = await stagesOf('tickets', one.id);
    expect(whole).toMatchObject({
      incidents: [one.id, two.id].sort(),
      problems: [problem.id],
      changes: [change.id],
      releases: [release.id],
      aftermath: [caused.id],
    });
    expect(whole.known_errors).toHaveLength(1);
    for (const id of [two.id, problem.id, change.id, release.id, caused.id])
      expect(await stagesOf('tickets', id)).toEqual(whole);
    expect(await stagesOf('knowledge', whole.known_errors?.[0] ?? '')).toEqual(whole);
    expect(await stagesOf('orders', order.id)).toEqual(whole);
    const { stages, isCut } = await story('tickets', problem.id);
    expect(isCut).toBe(false);
    const rows = stages.flatMap((stage) => stage.rows);
    expect(rows.find(({ id }) => id === two.id)?.beside).toMatchObject([{ id: order.id, type: 'order' }]);
    expect(rows.find(({ id }) => id === caused.id)?.causedBy).toEqual([change.number]);
  });

  it('has the incidents that began it when all of it is over, and those that said it again', async () => {
    const first = await make('incidents.create', { title: 'No scanning' });
    const again = await make('incidents.create', { title: 'No scanning, too' });
    await data(command(host, 'incidents.closeDuplicate', { id: again.id, ofId: first.id }));
    const change = await make('changes.create', { title: 'New driver', incidentIds: [first.id] });
    const stored = await host.context.records.get('tickets', first.id);
    if (stored?.type !== 'incident') throw new Error('it is not there');
    await host.context.records.putAll('tickets', [
      { ...stored, changeId: change.id, state: 'closed', active: false },
    ]);
    const whole = { incidents: [first.id, again.id].sort(), changes: [change.id] };
    for (const id of [again.id, first.id, change.id]) expect(await stagesOf('tickets', id)).toEqual(whole);
  });

  it('is bounded, and says so', async () => {
    const parent = await make('incidents.create', { title: 'Everything is down' });
    for (let at = 0; at < 25; at += 1) {
      const child = await make('incidents.create', { title: `Down ${at}` });
      await data(command(host, 'incidents.setParent', { id: child.id, parentId: parent.id }));
    }
    const { stages, isCut } = await story('tickets', parent.id);
    expect(isCut).toBe(true);
    expect(stages[0]?.rows.length).toBe(21);
    expect((await story('tickets', 'nowhere')).stages).toEqual([]);
  });
});

describe('a preview', () => {
  it('says how a record stands, who has it, and what was said of it last, as it was corrected', async () => {
    const { id, number } = await make('incidents.create', {
      title: 'No network',
      description: 'On floor 3.',
    });
    await data(command(host, 'incidents.assign', { id, teamId: null, assigneeId: 'mia' }));
    await data(command(host, 'incidents.addNote', { id, text: 'First.' }));
    const noted = await data(command(host, 'incidents.addNote', { id, text: 'The swich is of.' }));
    const entryId = (noted as { journal: { id: string }[] }).journal.at(-1)?.id ?? '';
    await data(command(host, 'incidents.correct', { id, entryId, text: 'The switch is off.' }));
    expect(await data(query(host, 'related.preview', { collection: 'tickets', id }))).toMatchObject({
      ...{ type: 'incident', number, title: 'No network', state: 'new', assigneeName: 'mia' },
      texts: [{ field: 'description', text: 'On floor 3.' }],
      lastWords: { text: 'The switch is off.', byName: 'mia' },
    });
    await data(command(host, 'incidents.correct', { id, entryId, text: null }));
    expect((await data(query(host, 'related.preview', { collection: 'tickets', id }))).lastWords?.text).toBe(
      'First.',
    );
    expect(
      await refusal(query(host, 'related.preview', { collection: 'orders', id: 'nowhere' })),
    ).toMatchObject({
      code: 'not_found',
    });
  });
});
