/** A meeting of the change advisory board on several consoles, with the real server: decisions are votes of who decides, and nobody else's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { subjectOf } from '#domain/approvals/approvals.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { clientOf, type ServerProcess, startProcess } from '../backend/server-process.ts';
import {
  type Central,
  type Console,
  newCentral,
  openSynced,
  passwordOf,
  type Stored,
  settle,
} from './world.ts';

const CARL = 'person-change-1';
const LEA = 'person-lead-1';
const ANNA = 'person-sd-1';

let server: ServerProcess;
let central: Central;
let anna: Console;
let carl: Console;
let lea: Console;
const all = (): readonly Console[] => [anna, carl, lea];

beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(10);
  anna = await openSynced(central, 'anna.sd');
  carl = await openSynced(central, 'carl.change');
  lea = await openSynced(central, 'lea.lead');
  const ada = await openSynced(central, 'ada.admin');
  const { settings } = await ada.run('settings.all');
  const known = (settings as readonly Stored[]).find(({ key }) => key === 'approval-rules');
  const rule = {
    ...{ id: 'board', name: 'Change advisory board', active: true, changeTypes: ['normal', 'emergency'] },
    ...{ leastRisk: null, rule: 'meeting', share: 100, personIds: [LEA], roles: ['change-manager'] },
  };
  const value = { key: 'approval-rules', remindAfterBusinessDays: 2, rules: [rule] };
  await ada.run('settings.update', { value, baseVersion: known?.version ?? 0 });
  await settle(ada, ...all());
  await ada.close();
});
afterAll(async () => {
  for (const one of all()) await one.close();
  await server.stop();
});

const asked = async (title: string): Promise<string> => {
  const { id } = await anna.run('changes.create', {
    ...{ title, teamId: 'team-service-desk', changeType: 'emergency' },
    ...{ implementationPlan: 'Out.', backoutPlan: 'Back.' },
    ...{ plannedStartAt: '2030-01-08T20:00:00.000Z', plannedEndAt: '2030-01-08T22:00:00.000Z' },
  });
  await anna.run('changes.step', { id, to: 'authorize' });
  return id;
};
const plan = (id: string, day: string): Promise<Stored> =>
  carl.run('meetings.create', {
    ...{ id, title: `Board ${day}`, startsAt: `2030-01-${day}T09:00:00.000Z` },
    ...{ endsAt: `2030-01-${day}T10:00:00.000Z`, zone: 'Europe/Berlin', venue: 'Room 4' },
    ...{ chairId: CARL, minuteTakerId: LEA, memberIds: [CARL, LEA] },
    agenda: { changeTypes: ['emergency'], leastRisk: null, teamIds: ['team-service-desk'], untilNext: false },
  });
const agenda = async (at: Console, id: string): Promise<readonly Stored[]> =>
  (await at.run('meetings.one', { id })).rows;
const status = async (id: string): Promise<string> =>
  (await anna.run('changes.beside', { id })).approval.status;

test('is gone through, decided in by two people, and leaves what was deferred to the next one', async () => {
  const ids = [await asked('First'), await asked('Second'), await asked('Third')] as const;
  await plan('m1', '02');
  await plan('m2', '09');
  await settle(...all());
  expect((await agenda(lea, 'm1')).map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(
    await carl.tryRun('meetings.decide', { id: 'm1', ticketId: ids[0], decision: 'approved' }),
  ).toMatchObject({
    error: { reason: 'meeting.stage' },
  });
  await carl.run('meetings.begin', { id: 'm1', presentIds: [CARL, LEA] });
  await settle(...all());
  // The chair and who writes the minutes, each at their own console.
  await carl.run('meetings.decide', { id: 'm1', ticketId: ids[0], decision: 'approved' });
  await carl.run('meetings.note', { id: 'm1', ticketId: ids[0], text: 'Tell the users.' });
  await lea.run('meetings.decide', { id: 'm1', ticketId: ids[1], decision: 'rejected', reason: 'No test.' });
  await settle(...all());
  // The minutes do not say otherwise than the votes.
  const other = { id: 'm1', ticketId: ids[0], reason: 'No.' };
  expect(await lea.tryRun('meetings.decide', { ...other, decision: 'rejected' })).toMatchObject({
    error: { reason: 'meeting.foreign' },
  });
  expect(await carl.tryRun('meetings.decide', { ...other, decision: 'deferred' })).toMatchObject({
    error: { reason: 'meeting.voted' },
  });
  await lea.run('meetings.decide', {
    id: 'm1',
    ticketId: ids[2],
    decision: 'deferred',
    reason: 'Bo is away.',
  });
  await carl.run('meetings.note', {
    id: 'm1',
    ticketId: null,
    text: 'Short today.',
    presentIds: [CARL, LEA],
  });
  await settle(...all());
  // Lea began to write when nothing stood there yet, and Anna came in at her door: neither drops what Carl noted.
  const late = { id: 'm1', ticketId: null, seen: { text: '', presentIds: [CARL] } } as const;
  expect(await lea.tryRun('meetings.note', { ...late, text: 'Long.' })).toMatchObject({
    error: { code: 'conflict', reason: 'meeting.words_changed' },
  });
  const came = await lea.run('meetings.note', { ...late, presentIds: [CARL, ANNA] });
  expect(came).toMatchObject({ remarks: 'Short today.', presentIds: [CARL, LEA, ANNA] });
  await settle(...all());
  expect(await Promise.all(ids.map(status))).toEqual(['approved', 'rejected', 'pending']);
  const first = (await central.records('tickets')).get(ids[0]);
  expect(first?.votes).toMatchObject([
    { id: CARL, decision: 'approve', meeting: { id: 'm1', presentIds: [CARL, LEA] } },
  ]);
  // What a meeting decides waits in no inbox.
  expect((await carl.run('approvals.waiting')).rows.map((row: Stored) => row.id)).not.toContain(ids[2]);
  await carl.run('meetings.close', { id: 'm1' });
  await settle(...all());
  const minutes = (await central.records('events')).get('m1');
  expect(minutes).toMatchObject({ stage: 'closed', remarks: 'Short today.', presentIds: [CARL, LEA, ANNA] });
  const decided = Object.fromEntries(
    ((minutes?.agendaItems ?? []) as readonly Stored[]).map((one) => [
      one.ticketId,
      [one.decision, one.decidedBy, one.actions],
    ]),
  );
  expect(decided).toEqual({
    [ids[0]]: ['approved', CARL, 'Tell the users.'],
    [ids[1]]: ['rejected', LEA, ''],
    [ids[2]]: ['deferred', LEA, ''],
  });
  expect((await agenda(anna, 'm2')).map(({ id, source }) => [id, source])).toEqual([[ids[2], 'deferred']]);
  for (const one of all()) expect(await one.status()).toMatchObject({ pending: 0, refused: 0 });
});

test('stands in the calendar', async () => {
  const { rows } = await anna.run('events.calendar', {
    from: '2030-01-01T00:00:00.000Z',
    to: '2030-02-01T00:00:00.000Z',
  });
  const shown = (rows as readonly Stored[]).filter(({ kind }) => kind === 'cab_meeting');
  expect(shown.map(({ id, title }) => [id, title])).toEqual([
    ['m1', 'Board 02'],
    ['m2', 'Board 09'],
  ]);
});

test('a change that says it was approved in a meeting of which no minutes tell is not scheduled', async () => {
  const id = await asked('Fourth');
  await settle(...all());
  const path = `/${central.nameOf('tickets')}/${id}`;
  const client = clientOf(server.url, {
    user: server.named('carl.change'),
    password: passwordOf('carl.change'),
  });
  const { body: stored } = await client('GET', path);
  const at = new Date().toISOString();
  const vote = {
    ...{ id: CARL, decision: 'approve', subject: subjectOf(CHANGE, stored), roles: ['change-manager'] },
    ...{ reason: null, at, meeting: { id: 'm1', title: 'Board 02', presentIds: [CARL, LEA] } },
  };
  const told = {
    ...{ id: 'forged-vote', at, by: CARL, device: 'd', origin: 'console', kind: 'vote', text: null },
    ...{ changes: [{ field: 'votes', from: [], to: [vote] }], minutes: null, effectId: null },
  };
  const journal = [...stored.journal, told];
  const forged = { ...stored, votes: [vote], updatedAt: at, updatedBy: CARL, journal };
  expect((await client('PUT', path, forged)).status).toBe(201);
  await settle(...all());
  expect(await status(id)).toBe('approved');
  expect(await carl.tryRun('changes.step', { id, to: 'scheduled' })).toMatchObject({
    error: { reason: 'approval.meetings' },
  });
  const { id: decided } =
    [...(await central.records('tickets')).values()].find(({ title }) => title === 'First') ?? {};
  expect(await carl.run('changes.step', { id: decided, to: 'scheduled' })).toMatchObject({
    state: 'scheduled',
  });
  await settle(...all());
});

test('the server takes no decision of somebody else, nor of who does not lead it', async () => {
  const path = `/${central.nameOf('events')}/m1`;
  const put = async (login: string, by: string, edit: (items: readonly Stored[]) => readonly Stored[]) => {
    const client = clientOf(server.url, { user: server.named(login), password: passwordOf(login) });
    const { body: stored } = await client('GET', path);
    const agendaItems = edit(stored.agendaItems);
    const at = new Date().toISOString();
    const entry = {
      ...{ id: `forged-${login}`, at, by, device: 'd', origin: 'console', kind: 'changed', text: null },
      ...{ changes: [{ field: 'agendaItems', from: stored.agendaItems, to: agendaItems }] },
      ...{ minutes: null, effectId: null },
    };
    const doc = { ...stored, agendaItems, updatedAt: at, updatedBy: by, journal: [...stored.journal, entry] };
    const { status: code, body } = await client('PUT', path, doc);
    return [code, JSON.stringify(body)] as const;
  };
  const turned = (decidedBy: string) => (items: readonly Stored[]) =>
    items.map((one) => (one.decision === 'rejected' ? { ...one, decision: 'approved', decidedBy } : one));
  expect(await put('lea.lead', LEA, turned(CARL))).toEqual([403, expect.stringContaining('meeting.foreign')]);
  expect(await put('anna.sd', 'person-sd-1', turned('person-sd-1'))).toEqual([
    403,
    expect.stringContaining('meeting.not_leading'),
  ]);
  expect(await put('lea.lead', LEA, (items) => items.slice(1))).toEqual([
    403,
    expect.stringContaining('meeting.foreign'),
  ]);
});
