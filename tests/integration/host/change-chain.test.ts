/** A change and what it mends or broke: each names the other, whoever says it, and what it broke is learned from. */
import { beforeAll, expect, it } from 'vitest';
import { type PastChange, successOf } from '#domain/changes/team-success.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { KnownError } from '#domain/fields/knowledge.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import type { Role } from '#domain/records/common.ts';
import { changesBehind } from '#domain/reports/kpis.ts';
import { UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});

const be = (personId: string, ...roles: readonly Role[]) => actAs(host, { personId, roles });
beforeAll(() => addDirectory(host, { people: ['mia', 'max'] }));

const problem = async (): Promise<Problem> => {
  const made = await data(
    command(host, 'problems.create', {
      ...{ title: 'Mail stops', symptom: 'No mail is sent.', businessImpact: 'Orders wait.' },
      ...{ workaround: 'Restart the relay.' },
    }),
  );
  return data(
    command(host, 'problems.update', {
      id: made.id,
      changes: { rootCause: 'Its disk is full.', solution: 'Give it a larger disk.' },
    }),
  );
};
const incident = (input: object = {}): Promise<Incident> =>
  data(command(host, 'incidents.create', { title: 'Mail is stuck', ...input } as never));
const record = async <T>(id: string): Promise<T> =>
  (await data(query(host, 'tickets.detail', { id }))).ticket as T;
const step = (id: string, to: string, more: object = {}) =>
  command(host, 'changes.step', { id, to, ...more } as never);

it('begins with what the problem says, and both name each other', async () => {
  await be('mia', 'problem-manager');
  const { id } = await problem();
  const known = await data(command(host, 'problems.createKnownError', { id }));
  const { draft, knowledge } = await data(query(host, 'changes.draftFrom', { collection: 'tickets', id }));
  expect(draft).toMatchObject({
    ...{ title: 'Mail stops', justification: 'Orders wait.', implementationPlan: 'Give it a larger disk.' },
    description: 'No mail is sent.\n\nIts disk is full.',
    ...{ problemIds: [id], knownErrorIds: [known.id] },
  });
  expect(knowledge).toMatchObject([{ number: known.number }]);
  const { knownErrorIds, impact: _, urgency: __, ...rest } = draft;
  const made = await data(command(host, 'changes.create', { ...rest, knownErrorIds, id: 'from-problem' }));
  expect(made).toMatchObject({ problemIds: [id], knowledgeIds: [known.id] });
  expect(await record<Problem>(id)).toMatchObject({ changeIds: [made.id] });
  expect((await data(query(host, 'knowledge.detail', { id: known.id }))).entry).toMatchObject({
    changeId: made.id,
  } satisfies Partial<KnownError>);
  // The same form sent twice makes one, and tells nobody twice.
  await data(command(host, 'changes.create', { ...rest, knownErrorIds, id: 'from-problem' }));
  const linked = (await record<Problem>(id)).journal.filter(({ kind }) => kind === 'link');
  expect(linked.filter(({ changes }) => changes.some(({ field }) => field === 'changeIds'))).toHaveLength(1);
  expect((await data(query(host, 'changes.ofTicket', { id }))).fixes).toMatchObject([
    { number: made.number },
  ]);
});

it('is not made where its maker may not tell the others', async () => {
  await be('max', 'field');
  const { id } = await incident();
  expect(await refusal(command(host, 'changes.create', { title: 'X', incidentIds: [id] }))).toMatchObject({
    code: 'forbidden',
  });
  await be('mia', 'change-manager');
  const { id: changeId } = await data(command(host, 'changes.create', { title: 'X' }));
  expect(
    await refusal(command(host, 'changes.create', { title: 'X', incidentIds: [changeId] })),
  ).toMatchObject({ code: 'invalid' });
});

it('mends one incident more, and another change takes it over from either side', async () => {
  await be('mia', 'change-manager');
  const [first, second] = [
    await data(command(host, 'changes.create', { title: 'One' })),
    await data(command(host, 'changes.create', { title: 'Two' })),
  ];
  const { id } = await incident();
  await data(command(host, 'changes.linkTicket', { id: first.id, ticketId: id, linked: true }));
  expect(await record<Incident>(id)).toMatchObject({ changeId: first.id });
  await data(command(host, 'incidents.linkChange', { id, as: 'fix', changeId: second.id }));
  expect(await record<Incident>(id)).toMatchObject({ changeId: second.id });
  expect((await record<Change>(first.id)).incidentIds).toEqual([]);
  expect((await record<Change>(second.id)).incidentIds).toEqual([id]);
  await data(command(host, 'acts.undo', {}));
  expect(await record<Incident>(id)).toMatchObject({ changeId: first.id });
  expect((await record<Change>(first.id)).incidentIds).toEqual([id]);
  expect((await record<Change>(second.id)).incidentIds ?? []).toEqual([]);
  expect(await refusal(command(host, 'incidents.linkChange', { id, as: 'fix', changeId: id }))).toMatchObject(
    { code: 'invalid' },
  );
});

/** A change about `ciId` that was carried out, as `max` approved it. */
const carriedOut = async (title: string, ciId: string | null, startsAt: string): Promise<Change> => {
  await be('mia', 'change-manager');
  const { id } = await data(
    command(host, 'changes.create', {
      ...{ title, ciId, implementationPlan: 'Do it.', backoutPlan: 'Undo it.' },
      ...{ plannedStartAt: startsAt, plannedEndAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString() },
    }),
  );
  await data(step(id, 'assess'));
  await data(step(id, 'authorize'));
  await be('max', 'change-manager');
  await data(command(host, 'changes.vote', { id, decision: 'approve' }));
  await data(step(id, 'scheduled'));
  await data(step(id, 'implement'));
  return (await data(step(id, 'review', { outcome: 'successful' }))) as Change;
};

it('names as likely causes what was carried out before, the same item first', async () => {
  await be('mia', 'change-manager');
  const item = (name: string) => data(command(host, 'configItems.create', { name, ciClass: 'server' }));
  const relay = await item('RELAY');
  const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  const far = await carriedOut('Far', null, hoursAgo(1));
  const near = await carriedOut('Near', relay.id, hoursAgo(30));
  const longAgo = await carriedOut('Long ago', relay.id, hoursAgo(24 * 40));
  await data(step(longAgo.id, 'closed'));
  // Nobody keeps to every plan.
  const late = await carriedOut('Late', relay.id, hoursAgo(24 * 40));
  const early = await carriedOut('Early', relay.id, hoursAgo(-24));
  const { id } = await incident({ ciId: relay.id });
  const { likely } = await data(query(host, 'changes.ofTicket', { id }));
  expect(likely.map((row) => [row.id, row.sign])).toEqual([
    [early.id, 'same_item'],
    [late.id, 'same_item'],
    [near.id, 'same_item'],
    [far.id, 'recent'],
  ]);
  await data(command(host, 'incidents.linkChange', { id, as: 'cause', changeId: near.id }));
  const after = await data(query(host, 'changes.ofTicket', { id }));
  expect(after).toMatchObject({ cause: { id: near.id }, likely: [] });
});

it('names no change as a likely cause that was begun after it, whatever was planned', async () => {
  await be('mia', 'change-manager');
  const disk = await data(command(host, 'configItems.create', { name: 'DISK', ciClass: 'storage' }));
  const { id } = await incident({ ciId: disk.id });
  const delayed = await carriedOut('Delayed', disk.id, new Date(Date.now() - 3_600_000).toISOString());
  const { likely } = await data(query(host, 'changes.ofTicket', { id }));
  expect(likely.map((row) => row.id)).not.toContain(delayed.id);
});

it('is not closed without words once it caused an incident, and is reviewed again where that is found out later', async () => {
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const { id } = await carriedOut('Breaks', null, hourAgo);
  const broken = await incident();
  await data(command(host, 'incidents.linkChange', { id: broken.id, as: 'cause', changeId: id }));
  expect((await record<Change>(id)).causedIncidentIds).toEqual([broken.id]);
  expect(await refusal(step(id, 'closed'))).toMatchObject({ details: { fields: ['reviewNotes'] } });
  await data(command(host, 'incidents.linkChange', { id: broken.id, as: 'cause', changeId: null }));
  await data(step(id, 'closed'));
  expect(await data(query(host, 'changes.beside', { id }))).toMatchObject({ lacksReview: false });
  await data(command(host, 'incidents.linkChange', { id: broken.id, as: 'cause', changeId: id }));
  expect(await data(query(host, 'changes.beside', { id }))).toMatchObject({ lacksReview: true });
  await data(step(id, 'review', { note: 'It broke the mail.' }));
  expect(await refusal(step(id, 'closed'))).toMatchObject({ details: { fields: ['reviewNotes'] } });
  const closed = (await data(step(id, 'closed', { reviewNotes: 'Watch the queue.' }))) as Change;
  expect(closed).toMatchObject({ state: 'closed', outcome: 'successful' });
  expect(await data(query(host, 'changes.beside', { id }))).toMatchObject({ lacksReview: false });
});

it('counts what went well and what it broke for its team, and leads to the changes behind', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const { success, period } = await data(
    query(host, 'reports.dashboard', { from: today, to: today, zone: 'Etc/UTC' }),
  );
  const behind = await data(
    query(host, 'tickets.page', {
      filter: changesBehind(period, { teamIds: [UNASSIGNED] }),
      sort: { field: 'number', direction: 'asc' },
      limit: 100,
    }),
  );
  const past = await Promise.all(
    behind.rows.map(async ({ id }) => {
      const [change, beside] = [await record<Change>(id), await data(query(host, 'changes.beside', { id }))];
      return {
        outcome: change.outcome ?? 'unsuccessful',
        caused: beside.caused.map(({ priority }) => priority),
      } satisfies PastChange;
    }),
  );
  expect(past.length).toBeGreaterThan(3);
  expect(success).toEqual([{ key: null, name: null, ...successOf(past) }]);
});
