/** Text modules, templates and macros in the data host: who keeps which, how texts are filled, and that a macro is what is done by hand. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '#contracts/registry.ts';
import type { Person } from '#domain/fields/directory.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import type { MacroAct } from '#domain/prepared/prepared-kinds.ts';
import { create, host, SOLVED, stored } from './support/incidents-host.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

const desk = () => actAs(host, { roles: ['service-desk'], personId: 'desk-1', teamIds: ['team-a'] });
const ben = () => actAs(host, { roles: ['service-desk'], personId: 'ben', teamIds: ['team-b'] });
const lea = () => actAs(host, { roles: ['team-lead'], personId: 'lea', teamIds: ['team-a'] });
const finn = () => actAs(host, { roles: ['field'], personId: 'finn', teamIds: ['team-b'] });

type Save = CommandInput<'prepared.save'>;
const TEXT: Save = {
  ...{ id: null, baseVersion: 0, name: 'Reset', scope: 'mine', teamId: null, language: 'en' },
  content: { kind: 'text', prefix: 'reset', text: 'Dear {caller.firstName}, done.' },
};
const save = (more: Partial<Save>) => command(host, 'prepared.save', { ...TEXT, ...more });
const saved = async (more: Partial<Save>) => (await data(save(more))).id;
const rows = async () => (await data(query(host, 'prepared.list', {}))).rows;
const names = async () => (await rows()).map(({ name }) => name).sort();
const macroOf = (name: string, acts: readonly MacroAct[]): Promise<string> =>
  saved({ name, content: { kind: 'macro', type: 'incident', acts: acts as never } });
const run = async (id: string, ids: readonly string[], answers = {}) =>
  (await data(command(host, 'prepared.run', { id, collection: 'tickets', ids: [...ids], answers }))).results;
const preview = async (id: string, ids: readonly string[], answers = {}) =>
  (await data(query(host, 'prepared.preview', { id, collection: 'tickets', ids: [...ids], answers }))).rows;

beforeAll(async () => {
  await addDirectory(host, { people: ['desk-1', 'ben', 'lea', 'finn', 'zofia'] });
  const zofia = (await host.context.records.get('directory', 'zofia')) as Person;
  const known = { ...zofia, name: 'Zofia Ek', phones: ['+46 8 123'], email: null };
  await host.context.records.putAll('directory', [known]);
});

describe('who has which', () => {
  it('one’s own are one’s own alone, a team’s the team’s, everybody’s everybody’s', async () => {
    await desk();
    await saved({ name: 'Own' });
    expect(await refusal(save({ scope: 'team', teamId: 'team-a' }))).toMatchObject({ code: 'forbidden' });
    expect(await refusal(save({ scope: 'all' }))).toMatchObject({ reason: 'prepared.not_yours' });
    await lea();
    const team = await saved({ name: 'Team', scope: 'team', teamId: 'team-a' });
    await saved({ name: 'All', scope: 'all' });
    expect(await refusal(save({ scope: 'team', teamId: 'team-b' }))).toMatchObject({ code: 'forbidden' });
    await desk();
    expect(await names()).toEqual(['All', 'Own', 'Team']);
    const [mine] = (await rows()).filter(({ id }) => id === team);
    expect(mine).toMatchObject({ mayEdit: false, teamName: 'team-a', byName: 'lea', version: 1 });
    expect(await refusal(save({ id: team, baseVersion: 1, name: 'Mine now' }))).toMatchObject({
      code: 'forbidden',
    });
    expect(await refusal(command(host, 'prepared.retire', { id: team, retired: true }))).toMatchObject({
      code: 'forbidden',
    });
    await ben();
    expect(await names()).toEqual(['All']);
    expect(await refusal(command(host, 'prepared.use', { id: team }))).toMatchObject({ code: 'not_found' });
  });

  it('is changed from the version that was seen, keeps its history, and is retired and brought back', async () => {
    await lea();
    const [before] = (await rows()).filter(({ name }) => name === 'All');
    const id = before?.id ?? '';
    await data(save({ id, baseVersion: 1, name: 'All of us', scope: 'all' }));
    expect(await refusal(save({ id, baseVersion: 1, name: 'Late', scope: 'all' }))).toMatchObject({
      code: 'version_conflict',
    });
    await data(command(host, 'prepared.retire', { id, retired: true }));
    expect(await refusal(command(host, 'prepared.use', { id }))).toMatchObject({ reason: 'prepared.gone' });
    const document = await host.context.records.get('settings', id);
    expect(document?.journal.map(({ kind, by }) => [kind, by])).toEqual([
      ['created', 'lea'],
      ['changed', 'lea'],
      ['changed', 'lea'],
    ]);
    // Its prefix was free meanwhile.
    await saved({ name: 'Instead', scope: 'all' });
    expect(await refusal(command(host, 'prepared.retire', { id, retired: false }))).toMatchObject({
      reason: 'prepared.prefix_taken',
      details: { prefix: 'reset', name: 'Instead' },
    });
  });

  it('has each prefix once for the same people', async () => {
    await desk();
    const content = { kind: 'text', prefix: 'RESET', text: 'x' } as const;
    expect(await refusal(save({ name: 'Twice', content }))).toMatchObject({
      reason: 'prepared.prefix_taken',
    });
    await ben();
    await saved({ name: 'Ben’s', content });
    const id = await saved({ name: 'Moved', content: { ...content, prefix: 'moved' } });
    expect(await refusal(save({ id, baseVersion: 1, content }))).toMatchObject({ code: 'taken' });
  });

  it('comes first when it was used last', async () => {
    await desk();
    const id = await saved({ name: 'Zzz', content: { kind: 'text', prefix: 'zzz', text: 'z' } });
    await data(command(host, 'prepared.use', { id }));
    expect((await rows())[0]).toMatchObject({ id, name: 'Zzz' });
    await ben();
    expect((await rows()).every(({ usedAt }) => usedAt === null)).toBe(true);
  });

  it('is refused with what no console could use', async () => {
    await desk();
    const content = { kind: 'text', prefix: 'bad', text: '{nobody.name}' } as const;
    expect(await refusal(save({ content }))).toMatchObject({
      reason: 'prepared.placeholder',
      details: { name: 'nobody.name' },
    });
  });
});

describe('texts', () => {
  const fill = async (text: string, language: 'en' | 'de' | 'sv', about: object | null, answers = {}) =>
    data(query(host, 'prepared.fill', { texts: { text }, language, about: about as never, answers }));

  it('are filled from the record, the form over it, and in their language', async () => {
    await desk();
    const { id, number } = await create('Screen', { requesterId: 'zofia', impact: 1, urgency: 1 });
    const about = { collection: 'tickets', type: 'incident', id, values: { title: 'Flickers' } };
    const text = '{number} {title} {caller.firstName} {caller.phone} {state} {priority} {me.name} {?Room}';
    const filled = async (language: 'en' | 'de' | 'sv') =>
      (await fill(text, language, about, { Room: '12' })).texts.text;
    expect(await filled('en')).toBe(`${number} Flickers Zofia +46 8 123 New 1 Critical desk-1 12`);
    expect(await filled('de')).toBe(`${number} Flickers Zofia +46 8 123 Neu 1 Kritisch desk-1 12`);
    expect(await filled('sv')).toContain('Kritisk');
  });

  it('keep what has no value, and say so', async () => {
    const about = { collection: 'tickets', type: 'incident', id: null, values: { requesterId: 'zofia' } };
    expect(await fill('{caller.email} {device.name} {caller.name}{?Why}', 'en', about)).toEqual({
      texts: { text: '{caller.email} {device.name} Zofia Ek{?Why}' },
      left: ['{caller.email}', '{device.name}', '{?Why}'],
    });
    expect((await fill('{me.name} {number}', 'en', null)).texts.text).toBe('desk-1 {number}');
  });
});

/** What a record says, but for ids and times, which are of each act. */
const told = ({ journal, ...record }: Incident) => ({
  ...{ state: record.state, teamId: record.teamId, assigneeId: record.assigneeId, urgency: record.urgency },
  ...{ holdReason: record.holdReason, priority: record.priority, closureCode: record.closureCode },
  journal: journal.map(({ kind, by, changes, text, origin }) => ({ kind, by, changes, text, origin })),
});
const incident = async (id: string) => (await stored(id)) as Incident;

const ACTS: readonly MacroAct[] = [
  { act: 'update', values: { urgency: 1 } },
  { act: 'assign', assigneeId: 'me' },
  { act: 'addNote', text: 'Asked {caller.name} about {?What}.' },
  {
    act: 'step',
    to: 'on_hold',
    values: { holdReason: 'awaiting_caller', comment: 'Dear {caller.firstName}' },
  },
];

describe('a macro', () => {
  let macro: string;
  beforeAll(async () => {
    await desk();
    macro = await macroOf('Ask the caller', ACTS);
  });

  it('does what its acts do by hand, as its preview said, and goes back as one', async () => {
    const one = await create('By macro', { requesterId: 'zofia' });
    const other = await create('By hand', { requesterId: 'zofia' });
    const answers = { What: 'the cable' };
    const before = await incident(one.id);
    const [shown] = await preview(macro, [one.id], answers);
    expect(await incident(one.id)).toEqual(before);
    expect(shown).toMatchObject({ error: null, said: [{ kind: 'note' }, { kind: 'comment' }] });
    expect(await run(macro, [one.id], answers)).toMatchObject([{ ok: true, number: one.number }]);
    const { id } = other;
    await data(command(host, 'incidents.update', { id, changes: { urgency: 1 } }));
    await data(command(host, 'incidents.assign', { id, teamId: 'team-a', assigneeId: 'desk-1' }));
    await data(command(host, 'incidents.addNote', { id, text: 'Asked Zofia Ek about the cable.' }));
    const comment = 'Dear Zofia';
    await data(
      command(host, 'incidents.step', { id, to: 'on_hold', holdReason: 'awaiting_caller', comment }),
    );
    expect(told(await incident(one.id))).toEqual(told(await incident(id)));
    const done = (await incident(one.id)).journal.slice(before.journal.length);
    expect(shown?.changes).toEqual(done.flatMap(({ changes }) => changes));
  });

  it('is one act, and its words go with it', async () => {
    const { id } = await create('To and fro', { requesterId: 'zofia' });
    const before = await incident(id);
    await run(macro, [id], { What: 'x' });
    const back = await data(command(host, 'acts.undo', { command: 'prepared.run' }));
    expect(back.results.map(({ ok }) => ok)).not.toContain(false);
    const after = await incident(id);
    expect(after).toMatchObject({ state: 'new', urgency: before.urgency, assigneeId: before.assigneeId });
    expect(after.journal.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(2);
    await data(command(host, 'acts.redo', {}));
    expect(await incident(id)).toMatchObject({ state: 'on_hold', urgency: 1, assigneeId: 'desk-1' });
    expect((await incident(id)).journal.at(-1)).toMatchObject({ kind: 'state' });
  });

  it('is done whole or not at all, and says in which act it stopped', async () => {
    const stops = await macroOf('Stops', [
      { act: 'addNote', text: 'Before' },
      { act: 'step', to: 'in_progress', values: {} },
      { act: 'step', to: 'closed', values: {} },
    ]);
    const [good, bad] = [await create('Good', { requesterId: 'zofia' }), await create('No caller')];
    const before = await incident(good.id);
    expect((await preview(stops, [good.id]))[0]).toMatchObject({ error: { reason: 'prepared.at_act' } });
    expect(await run(stops, [good.id])).toMatchObject([
      {
        ok: false,
        error: {
          code: 'transition_not_allowed',
          reason: 'prepared.at_act',
          details: { place: 3, cause: { reason: 'state.no_step' } },
        },
      },
    ]);
    expect(await incident(good.id)).toEqual(before);
    const results = await run(macro, [good.id, bad.id], { What: 'x' });
    expect(results.map(({ ok }) => ok)).toEqual([true, false]);
    expect(results[1]?.error?.details).toMatchObject({
      place: 3,
      cause: { reason: 'prepared.no_value', details: { name: '{caller.name}' } },
    });
    expect((await incident(bad.id)).journal).toHaveLength(1);
  });

  it('takes children along with what follows from it', async () => {
    const solve = await macroOf('Solve', [
      { act: 'assign', teamId: 'team-a', assigneeId: 'me' },
      { act: 'step', to: 'resolved', values: { closureCode: 'other', closureNotes: SOLVED.closureNotes } },
    ]);
    const parent = await create('Parent');
    const child = await create('Child');
    await data(command(host, 'incidents.setParent', { id: child.id, parentId: parent.id }));
    expect((await preview(solve, [parent.id]))[0]).toMatchObject({ others: 1, error: null });
    expect((await incident(child.id)).state).toBe('new');
    expect(await run(solve, [parent.id])).toMatchObject([{ ok: true }]);
    expect((await incident(child.id)).state).toBe('resolved');
    expect(host.context.values.get('effects.pending') ?? '[]').toBe('[]');
  });

  it('may do nothing that its runner may not', async () => {
    await lea();
    const forAll = await saved({
      ...{ name: 'Cancel', scope: 'all' },
      content: {
        kind: 'macro',
        type: 'incident',
        acts: [{ act: 'step', to: 'cancelled', values: { note: 'Not ours.' } }],
      },
    });
    const taken = await create('Of the other team', { teamId: 'team-a', assigneeId: 'person-a' });
    const ours = await create('Of field', { teamId: 'team-b' });
    await finn();
    const [foreign] = await run(forAll, [taken.id]);
    expect(foreign).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await run(forAll, [ours.id])).toMatchObject([{ ok: false, error: { code: 'forbidden' } }]);
    // Field technicians do nothing with many tickets at once.
    const refused = await run(forAll, [ours.id, taken.id]);
    expect(refused.map(({ error }) => error?.code)).toEqual(['forbidden', 'forbidden']);
    // What is refused is told by its number, as in its preview.
    const numbers = [ours.number, taken.number];
    expect(refused.map(({ number }) => number)).toEqual(numbers);
    expect((await preview(forAll, [ours.id, taken.id])).map(({ number }) => number)).toEqual(numbers);
    expect(
      await refusal(
        command(host, 'prepared.run', {
          ...{ id: macro, collection: 'tickets' },
          ids: [ours.id],
          answers: {},
        }),
      ),
    ).toMatchObject({ code: 'not_found' });
    await lea();
    expect((await run(forAll, [ours.id, taken.id])).map(({ ok }) => ok)).toEqual([true, true]);
  });

  it('is for its own kind of record', async () => {
    await desk();
    const { id } = await data(command(host, 'problems.create', { title: 'Cause' }));
    expect((await run(macro, [id]))[0]).toMatchObject({ error: { reason: 'prepared.other_type' } });
    expect((await run(macro, ['nobody']))[0]).toMatchObject({ error: { code: 'not_found' } });
  });
});
