import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallControl } from '#contracts/define.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { pendingWork } from '#main/host/features/effects/effects.ts';
import { create, host, reopen, stored } from './support/incidents-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

const pending = pendingWork('effects.pending');
const incident = async (title = 'Dock loses the network', more: object = {}): Promise<Incident> =>
  create(title, more) as Promise<Incident>;
const problem = (input: object = {}): Promise<Problem> =>
  data(command(host, 'problems.create', { title: 'Docks lose the network', ...input }));
const storedIncident = async (id: string): Promise<Incident> => (await stored(id)) as Incident;
const storedProblem = async (id: string): Promise<Problem> => (await stored(id)) as Problem;
const step = (id: string, input: object) => command(host, 'problems.step', { id, ...input } as never);
const SOLVED = { to: 'resolved', rootCause: 'Firmware 1.2', solution: 'Firmware 1.3 everywhere.' };
const manager = () => actAs(host, { roles: ['problem-manager'], personId: 'manager-1' });
const desk = () => actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
/** Every write from the `after`th on fails, as if the machine went off; undone by the answer. */
const dieAfter = (after: number): (() => void) => {
  const { records } = host.context;
  const { change } = records;
  let writes = 0;
  const dying = vi.spyOn(records, 'change').mockImplementation(async (...args) => {
    writes += 1;
    if (writes > after) throw new Error('the machine went off');
    return change(...args);
  });
  return () => dying.mockRestore();
};

beforeAll(manager);

it('a problem and an incident are assigned together, each by the rules of its own process', async () => {
  const [one, other] = [await incident(), await problem()];
  await data(step(other.id, { to: 'root_cause_analysis' }));
  // Each asks the right of its own process.
  const toTeam = { act: 'assign', teamId: 'team-b', assigneeId: null } as const;
  const [row] = (await data(command(host, 'tickets.bulk', { ids: [one.id], change: toTeam }))).results;
  expect(row?.error?.reason).toBe('role.command');
  await actAs(host, { roles: ['problem-manager', 'service-desk'], personId: 'manager-1' });
  const work = { teamId: 'team-b', assigneeId: null };
  const { results } = await data(
    command(host, 'tickets.bulk', { ids: [one.id, other.id], change: { act: 'assign', ...work } }),
  );
  expect(results.map(({ ok, error }) => [ok, error])).toEqual([
    [true, null],
    [true, null],
  ]);
  expect(await storedIncident(one.id)).toMatchObject({ ...work, state: 'new', active: true });
  expect(await storedProblem(other.id)).toMatchObject({
    ...work,
    state: 'root_cause_analysis',
    active: true,
  });
  // A type that only a newer Deskhand knows, as the sync may bring it.
  const foreign = { ...(await stored(one.id)), id: 'req-1', number: 'REQ-1', type: 'request' };
  await host.context.database.collections.tickets.bulkUpsert([foreign as never]);
  const refused = await data(
    command(host, 'tickets.bulk', { ids: ['req-1'], change: { act: 'assign', ...work, teamId: 'team-a' } }),
  );
  expect(refused.results[0]).toMatchObject({ ok: false, error: { reason: 'type.unknown' } });
  await manager();
});

describe('a problem from incidents', () => {
  it('links them, takes over what they have in common, and says so on both sides', async () => {
    const same = { category: 'Network', subcategory: 'LAN', impact: 2, urgency: 3 };
    const [one, two] = [await incident('First', same), await incident('Second', { ...same, urgency: 1 })];
    const made = await problem({ incidentIds: [one.id, two.id] });
    expect(made).toMatchObject({
      ...{ origin: 'incidents', category: 'Network', subcategory: 'LAN', impact: 2, urgency: 1 },
      title: 'Docks lose the network',
    });
    for (const { id } of [one, two]) {
      const linked = await storedIncident(id);
      expect(linked.problemId).toBe(made.id);
      expect(linked.journal.at(-1)).toMatchObject({ kind: 'link', by: 'manager-1', origin: 'effect' });
    }
    const detail = await data(query(host, 'tickets.detail', { id: made.id }));
    expect(detail.incidents.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    expect(detail.names[one.id]).toContain(one.number);
  });

  it('is made once, whatever the form said the second time', async () => {
    const one = await incident();
    const input = { id: 'problem-once', incidentIds: [one.id] };
    const both = await Promise.all([problem(input), problem(input)]);
    expect(both[0].number).toBe(both[1].number);
    expect((await storedIncident(one.id)).journal.filter(({ kind }) => kind === 'link')).toHaveLength(1);
  });

  it('keeps what the form gave, null too', async () => {
    const one = await incident('Given', { category: 'Network', impact: 1 });
    const made = await problem({ incidentIds: [one.id], category: null, impact: 3, origin: 'trend' });
    expect(made).toMatchObject({ category: null, impact: 3, origin: 'trend' });
  });

  it('is refused with what is no incident, is not there, or is not for this role to link', async () => {
    const other = await problem();
    const attempt = (ids: readonly string[]) =>
      refusal(command(host, 'problems.create', { title: 'x', incidentIds: [...ids] }));
    expect((await attempt([other.id])).code).toBe('invalid');
    expect((await attempt(['nothing'])).code).toBe('not_found');
    const one = await incident();
    await actAs(host, { roles: ['field'], personId: 'field-1' });
    expect((await attempt([one.id])).code).toBe('forbidden');
    expect((await data(command(host, 'problems.create', { title: 'Seen on site' }))).origin).toBe('manual');
    await manager();
  });

  it('tells what it would begin with', async () => {
    const one = await incident('Only one', { category: 'Network', description: 'Since Monday.' });
    const { draft, incidents } = await data(query(host, 'problems.draftFrom', { incidentIds: [one.id] }));
    expect(draft).toMatchObject({ title: 'Only one', symptom: 'Since Monday.', category: 'Network' });
    expect(incidents.map(({ id }) => id)).toEqual([one.id]);
  });

  it('gets more of them later and gives them back', async () => {
    const made = await problem();
    const [one, two] = [await incident(), await incident()];
    const link = (incidentIds: readonly string[], linked: boolean) =>
      data(command(host, 'problems.linkIncidents', { id: made.id, incidentIds: [...incidentIds], linked }));
    expect((await link([one.id, two.id], true)).changed).toBe(2);
    expect((await link([one.id, two.id], true)).changed).toBe(0);
    expect((await link([one.id], false)).changed).toBe(1);
    expect((await storedIncident(one.id)).problemId).toBeNull();
    expect((await link([one.id], true)).changed).toBe(1);
    expect((await storedIncident(one.id)).problemId).toBe(made.id);
  });

  it('can be called off between two incidents, and the rest is done later', async () => {
    const made = await problem();
    const incidentIds = [(await incident()).id, (await incident()).id, (await incident()).id];
    /** Called off by what happens outside once the first is done: heard only where others get their turn. */
    const offAfterOne = () => {
      const signal = { aborted: false };
      const seen: [number, number | null, string][] = [];
      const progress = (...one: [number, number | null, string]) => {
        seen.push(one);
        setImmediate(() => {
          signal.aborted = true;
        });
      };
      return { seen, control: { signal, progress } };
    };
    const link = (linked: boolean, control: CallControl) =>
      data(command(host, 'problems.linkIncidents', { id: made.id, incidentIds, linked }, control));
    const linked = async () =>
      (await Promise.all(incidentIds.map(storedIncident))).filter(({ problemId }) => problemId === made.id);
    const first = offAfterOne();
    await link(true, first.control);
    const [one] = incidentIds;
    expect(first.seen).toEqual([[1, 3, (await storedIncident(one ?? '')).number]]);
    expect(pending.ids(host.context)).toContain(`tickets:${made.id}`);
    await reopen();
    await manager();
    expect(await linked()).toHaveLength(3);
    expect(pending.ids(host.context)).toEqual([]);
    const second = offAfterOne();
    expect((await link(false, second.control)).changed).toBe(1);
    expect(second.seen).toHaveLength(1);
    expect(await linked()).toHaveLength(2);
    expect((await storedProblem(made.id)).journal.at(-1)?.changes[0]?.from).toEqual([one]);
  });

  it('is whole after a crash between it and its incidents', async () => {
    const [one, two] = [await incident(), await incident()];
    const revive = dieAfter(1);
    await refusal(
      command(host, 'problems.create', { id: 'problem-crash', title: 'x', incidentIds: [one.id, two.id] }),
    );
    revive();
    const linked = async () =>
      (await Promise.all([one, two].map(({ id }) => storedIncident(id)))).map(({ problemId }) => problemId);
    expect((await linked()).filter((id) => id === 'problem-crash')).toHaveLength(1);
    await reopen();
    expect(await linked()).toEqual(['problem-crash', 'problem-crash']);
    await manager();
  });
});

describe('what a problem tells its incidents', () => {
  it('is the workaround, to each that does not know it yet', async () => {
    const [one, two] = [await incident(), await incident()];
    const made = await problem({ incidentIds: [one.id], workaround: 'Use the other port.' });
    const tell = () => command(host, 'problems.tellWorkaround', { id: made.id });
    expect((await data(tell())).told).toBe(1);
    expect((await refusal(tell())).code).toBe('nothing_to_do');
    await data(command(host, 'problems.linkIncidents', { id: made.id, incidentIds: [two.id], linked: true }));
    expect((await data(tell())).told).toBe(1);
    for (const { id } of [one, two]) {
      const said = (await storedIncident(id)).journal.filter(({ kind }) => kind === 'comment');
      expect(said.map(({ text }) => text)).toEqual(['Use the other port.']);
    }
    expect((await storedProblem(made.id)).workaroundToldBy).toBe('manager-1');
  });

  it('is finished at the next start when the machine goes off in the middle', async () => {
    const [one, two] = [await incident(), await incident()];
    const made = await problem({ incidentIds: [one.id, two.id], workaround: 'Restart the dock.' });
    // The problem itself and one comment.
    const revive = dieAfter(2);
    await refusal(command(host, 'problems.tellWorkaround', { id: made.id }));
    revive();
    const comments = async () =>
      (await Promise.all([one, two].map(({ id }) => storedIncident(id)))).map(
        ({ journal }) => journal.filter(({ kind }) => kind === 'comment').length,
      );
    expect((await comments()).reduce((sum, count) => sum + count, 0)).toBe(1);
    await reopen();
    expect(await comments()).toEqual([1, 1]);
    await manager();
  });
});

describe('a resolved problem', () => {
  const held = async (): Promise<Incident> => {
    const { id } = await incident();
    await desk();
    await data(command(host, 'incidents.step', { id, to: 'on_hold', holdReason: 'awaiting_problem' }));
    await manager();
    return storedIncident(id);
  };
  const analysed = async (incidentIds: readonly string[]): Promise<Problem> => {
    const made = await problem({ incidentIds, symptom: 'No link', workaround: 'Use the other port.' });
    return data(step(made.id, { to: 'root_cause_analysis' }));
  };

  it('takes along what waits for it, all, or nothing', async () => {
    for (const [which, states] of [
      ['none', ['on_hold', 'new']],
      ['waiting', ['resolved', 'new']],
      ['all', ['resolved', 'resolved']],
    ] as const) {
      const both = [await held(), await incident()];
      const { id } = await analysed(both.map((one) => one.id));
      await data(step(id, { ...SOLVED, resolveIncidents: which, closureCode: 'bug_fixed' }));
      const after = await Promise.all(both.map((one) => storedIncident(one.id)));
      expect(after.map(({ state }) => state)).toEqual(states);
      for (const one of after.filter(({ state }) => state === 'resolved')) {
        expect(one).toMatchObject({
          closureCode: 'bug_fixed',
          closureNotes: SOLVED.solution,
          resolvedBy: 'manager-1',
        });
      }
    }
  });

  it('asks for a closure code only where it is needed', async () => {
    const { id } = await analysed([(await held()).id]);
    const asked = await refusal(step(id, { ...SOLVED, resolveIncidents: 'all' }));
    expect(asked).toMatchObject({ code: 'missing_fields', details: { fields: ['closureCode'] } });
    expect((await storedProblem(id)).state).toBe('root_cause_analysis');
    const alone = await analysed([]);
    expect((await data(step(alone.id, { ...SOLVED, resolveIncidents: 'all' }))).state).toBe('resolved');
  });

  it('has a known error, made once, linked both ways, and resolved with it', async () => {
    const { id, number } = await analysed([]);
    const make = () => data(command(host, 'problems.createKnownError', { id }));
    const [known, again] = [await make(), await make()];
    expect(again.id).toBe(known.id);
    expect(known).toMatchObject({ problemId: id, symptom: 'No link', workaround: 'Use the other port.' });
    expect((await storedProblem(id)).knowledgeIds).toEqual([known.id]);
    await data(command(host, 'knownErrors.step', { id: known.id, to: 'published' }));
    const detail = await data(query(host, 'tickets.detail', { id }));
    expect(detail.knownErrors).toMatchObject([{ id: known.id, state: 'published' }]);
    await data(step(id, { ...SOLVED, resolveKnownErrors: true }));
    const { entry } = await data(query(host, 'knowledge.detail', { id: known.id }));
    expect(entry).toMatchObject({
      state: 'resolved',
      rootCause: SOLVED.rootCause,
      solution: SOLVED.solution,
    });
    expect(entry.journal.at(-1)?.text).toBe(number);
  });

  it('takes a known error that names it already, whoever wrote it', async () => {
    const { id } = await analysed([]);
    const written = await data(command(host, 'knownErrors.create', { title: 'By hand', problemId: id }));
    expect((await data(command(host, 'problems.createKnownError', { id }))).id).toBe(written.id);
    expect((await storedProblem(id)).knowledgeIds).toEqual([written.id]);
  });

  it('finds its known error although the machine went off before it was linked', async () => {
    const { id } = await analysed([]);
    const revive = dieAfter(0);
    await refusal(command(host, 'problems.createKnownError', { id }));
    revive();
    expect((await storedProblem(id)).knowledgeIds).toEqual([]);
    const [known] = (await data(query(host, 'tickets.detail', { id }))).knownErrors;
    expect((await data(command(host, 'problems.createKnownError', { id }))).id).toBe(known?.id);
    expect((await storedProblem(id)).knowledgeIds).toEqual([known?.id]);
  });

  it('takes nothing along for who may not resolve that', async () => {
    const one = await held();
    const { id } = await analysed([one.id]);
    await actAs(host, { roles: ['change-manager'], personId: 'change-1' });
    const along = { resolveIncidents: 'all', closureCode: 'bug_fixed' };
    expect((await refusal(step(id, { ...SOLVED, ...along }))).code).toBe('forbidden');
    expect((await data(step(id, SOLVED))).state).toBe('resolved');
    expect((await storedIncident(one.id)).state).toBe('on_hold');
    await manager();
  });
});
