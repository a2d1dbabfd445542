/** What pages of problems ask: similar ones, edits of lists, and how many incidents are to be told. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '#domain/fields/tickets.ts';
import { create, host } from './support/incidents-host.ts';
import { actAs, command, data, query } from './support/test-host.ts';

const problem = (input: object = {}): Promise<Problem> =>
  data(command(host, 'problems.create', { title: 'Docks lose the network', ...input }));

beforeAll(() => actAs(host, { roles: ['problem-manager'], personId: 'manager-1' }));

describe('similar problems', () => {
  it('are those that are not over, with the reasons', async () => {
    const open = await problem({ title: 'Badge printer smears labels', category: 'Printing and scanning' });
    const over = await problem({ title: 'Badge printer smears everything' });
    await data(command(host, 'problems.step', { id: over.id, to: 'cancelled', note: 'A double.' }));
    const find = (text: string, more: object = {}) =>
      data(query(host, 'problems.similar', { text, ciId: null, category: null, ...more }));
    const found = await find('Smeared labels on the badge printer', { category: 'Printing and scanning' });
    expect(found.problems.map(({ id }) => id)).toContain(open.id);
    expect(found.problems.map(({ id }) => id)).not.toContain(over.id);
    expect(found.problems[0]).toMatchObject({ id: open.id, because: ['same_category', 'text'] });
    expect((await find('badge printer', { exceptId: open.id })).problems.map(({ id }) => id)).not.toContain(
      open.id,
    );
    expect(await find('x')).toEqual({ problems: [], knownErrors: [] });
  });

  it('come with known errors, also those without a problem', async () => {
    const known = await data(
      command(host, 'knownErrors.create', {
        title: 'Label ribbon dries out',
        symptom: 'Smears',
        workaround: 'Turn it',
      }),
    );
    const { knownErrors } = await data(
      query(host, 'problems.similar', { text: 'The ribbon dries', ciId: null, category: null }),
    );
    expect(knownErrors[0]).toMatchObject({ id: known.id, state: 'draft', because: ['text'] });
  });
});

describe('lists of a problem', () => {
  const task = (id: string, state = 'open') => ({
    ...{ id, title: id, state, assigneeId: null, dueOn: null, note: null },
    ...{ doneAt: state === 'open' ? null : '2026-03-02T08:00:00.000Z', doneBy: null },
  });
  const update = (id: string, changes: object, seen?: object): Promise<Problem> =>
    data(command(host, 'problems.update', { id, changes, seen } as never));

  it('keep what came in after the page showed them', async () => {
    const { id } = await problem();
    const shown = [task('a'), task('b')];
    await update(id, { tasks: shown, tags: ['vpn'] });
    await update(id, { tasks: [task('a', 'done'), task('b')], tags: ['vpn', 'theirs'] });
    const after = await update(
      id,
      { tasks: [task('a'), task('b', 'skipped')], tags: ['mine'] },
      { tasks: shown, tags: ['vpn'] },
    );
    expect(after.tasks.map(({ state }) => state)).toEqual(['done', 'skipped']);
    expect(after.tags).toEqual(['theirs', 'mine']);
  });
});

it('the page of a problem says how many open incidents are to be told, beyond those it lists', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 203; index += 1) ids.push((await create(`Dock ${index}`)).id);
  const { id } = await problem({ incidentIds: ids.slice(0, 201) });
  const untold = async (): Promise<number> =>
    (await data(query(host, 'tickets.detail', { id }))).incidentsUntold;
  expect(await untold()).toBe(0);
  await data(command(host, 'problems.update', { id, changes: { workaround: 'Plug it in again.' } }));
  expect(await untold()).toBe(201);
  expect((await data(command(host, 'problems.tellWorkaround', { id }))).told).toBe(201);
  expect(await untold()).toBe(0);
  await data(command(host, 'problems.linkIncidents', { id, incidentIds: ids.slice(201), linked: true }));
  expect(await untold()).toBe(2);
});
