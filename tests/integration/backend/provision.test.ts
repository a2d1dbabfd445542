import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESIGN_DOC_ID, databaseDefinitions, MEMBER_ROLE } from '#backend/databases/definitions.ts';
import { type ProvisionReport, provision } from '#backend/provision/provision.ts';
import { PERSON_FIELDS } from '#domain/fields/directory.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { blankOf } from '#domain/processes/engine.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import type { Env, Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../../unit/domain/env.ts';
import { anIncident, contextOf } from '../../unit/domain/fixtures.ts';
import { addWorkNote, stepIncident } from '../../unit/domain/incidents.ts';
import { type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
let admin: Client;

const account = (login: string, roles: readonly Role[]) => ({
  login: server.named(login),
  password: `${login}-pw`,
  roles,
  personId: `person-${login}`,
  teamIds: [`team-${login}`],
});
const accounts = () => [
  account('desk', ['service-desk']),
  account('field', ['field']),
  account('boss', ['administrator']),
];
const as = (login: string): Client =>
  clientOf(server.url, { user: server.named(login), password: `${login}-pw` });
const userPath = (login: string): string => `/_users/org.couchdb.user:${server.named(login)}`;
const prefix = (): string => server.named('deskhand');

async function run(more: Partial<Parameters<typeof provision>[0]> = {}): Promise<ProvisionReport> {
  return unwrap(
    await provision({ serverUrl: server.adminUrl, prefix: prefix(), accounts: accounts(), ...more }),
  );
}
const outcomes = (report: ProvisionReport): ReadonlySet<string> =>
  new Set(report.items.map((item) => item.outcome));

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
  await run();
});
afterAll(() => server.stop());

test('a second run changes nothing, for the same and for another prefix', async () => {
  const again = await run();
  expect(outcomes(again)).toEqual(new Set(['unchanged']));
  expect(again.worker).toEqual({ name: `${prefix()}-worker`, generatedPassword: null });
  const other = await run({ prefix: server.named('second'), workerPassword: 'given' });
  expect(other.items.filter((item) => item.kind === 'database').map((item) => item.outcome)).toEqual([
    'unchanged',
    ...COLLECTIONS.map(() => 'created'),
  ]);
  expect(other.worker).toEqual({ name: `${server.named('second')}-worker`, generatedPassword: null });
  expect(outcomes(await run({ prefix: server.named('second') }))).toEqual(new Set(['unchanged']));
});

test('a generated worker password is told once and signs in', async () => {
  const { worker } = await run({ prefix: server.named('third') });
  const client = clientOf(server.url, { user: worker.name, password: String(worker.generatedPassword) });
  expect((await client('GET', '/_session')).body.userCtx.roles).toEqual([MEMBER_ROLE, 'worker']);
});

test('what differs is mended: security, rules, roles; a changed password stays', async () => {
  await admin('PUT', `/${prefix()}-orders/_security`, { members: { names: [], roles: [] } });
  const path = `/${prefix()}-tickets/${DESIGN_DOC_ID}`;
  const design = (await admin('GET', path)).body;
  await admin('PUT', path, { ...design, validate_doc_update: 'function () {}' });
  const user = (await admin('GET', userPath('field'))).body;
  await admin('PUT', userPath('field'), { ...user, roles: [], password: 'own-choice' });
  const report = await run();
  expect(report.items.filter((item) => item.outcome !== 'unchanged')).toEqual([
    { kind: 'design', name: `${prefix()}-tickets/deskhand`, outcome: 'updated' },
    { kind: 'security', name: `${prefix()}-orders`, outcome: 'updated' },
    { kind: 'account', name: server.named('field'), outcome: 'updated' },
  ]);
  expect((await admin('GET', path)).body.generation).toBe(design.generation);
  const own = clientOf(server.url, { user: server.named('field'), password: 'own-choice' });
  expect((await own('GET', '/_session')).body.userCtx.roles).toEqual([
    MEMBER_ROLE,
    'field',
    'person:person-field',
    'team:team-field',
  ]);
  const mended = (await admin('GET', userPath('field'))).body;
  await admin('PUT', userPath('field'), { ...mended, password: 'field-pw' });
});

test('members read the generation, and a database made again has another', async () => {
  const path = `/${prefix()}-events/${DESIGN_DOC_ID}`;
  const before = (await as('desk')('GET', path)).body.generation;
  expect(before).toMatch(/^[0-9a-f-]{36}$/);
  await admin('DELETE', `/${prefix()}-events`);
  await run();
  const after = (await as('desk')('GET', path)).body.generation;
  expect(after).toMatch(/^[0-9a-f-]{36}$/);
  expect(after).not.toBe(before);
});

test('accounts follow the directory, whose entries name them, and no field of their own', async () => {
  const rolesOf = async (login: string): Promise<unknown> =>
    (await as(login)('GET', '/_session')).body.userCtx.roles;
  const person = (id: string, name: string): object => {
    const login = server.named(name);
    const { id: _id, ...base } = newRecordBase(envOf(), { id });
    return { ...blankOf(PERSON_FIELDS), ...base, id, _id, type: 'person', name, login, active: true };
  };
  const docs = [
    { ...person('p-desk', 'desk'), teamIds: ['team-1'] },
    person('p-boss', 'boss'),
    person('p-twin', 'boss'),
    { ...person('p-field', 'field'), active: false },
  ];
  const written = await admin('POST', `/${prefix()}-directory/_bulk_docs`, { docs });
  expect(written.body).toEqual(docs.map(() => expect.objectContaining({ ok: true })));
  const path = userPath('desk');
  const desk = (await admin('GET', path)).body;
  await admin('PUT', path, { ...desk, personId: 'p-boss', roles: [...desk.roles, 'person:p-boss'] });
  const report = unwrap(await provision({ serverUrl: server.adminUrl, prefix: prefix() }));
  expect(report.items.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([
    { kind: 'account', name: server.named('desk'), outcome: 'updated' },
    { kind: 'account', name: server.named('field'), outcome: 'updated' },
  ]);
  expect(await rolesOf('field')).toEqual([MEMBER_ROLE, 'field']);
  expect(await rolesOf('desk')).toEqual([MEMBER_ROLE, 'service-desk', 'person:p-desk', 'team:team-1']);
  expect((await admin('GET', path)).body.personId).toBeUndefined();
  expect(await rolesOf('boss')).toEqual([
    MEMBER_ROLE,
    'administrator',
    'person:person-boss',
    'team:team-boss',
  ]);
});

test('only members come in', async () => {
  await admin('PUT', userPath('stranger'), {
    type: 'user',
    name: server.named('stranger'),
    password: 'stranger-pw',
    roles: ['x'],
  });
  for (const { name } of databaseDefinitions(prefix())) {
    expect.soft((await clientOf(server.url)('GET', `/${name}`)).status).toBe(401);
    expect.soft((await as('stranger')('GET', `/${name}`)).status).toBe(403);
    expect.soft((await as('field')('GET', `/${name}`)).status).toBe(200);
  }
});

test('the server itself applies the rules of the domain', async () => {
  const acting = (personId: string, role: Role, at: string): Env => ({
    ...envOf([role], `2026-11-20T${at}:00.000Z`),
    actor: actorWith([role], personId),
  });
  const context = contextOf(acting('p-desk', 'service-desk', '09:05'));
  const stored = ({ id, ...ticket }: Ticket, _rev?: string): object => ({
    _id: id,
    ...ticket,
    ...(_rev ? { _rev } : {}),
  });
  const created = anIncident(acting('p-desk', 'service-desk', '09:00'));
  const put = await as('desk')('POST', `/${prefix()}-tickets/_bulk_docs`, {
    docs: [stored(created), { _id: 'junk', type: 'incident' }],
  });
  expect(put.body).toEqual([
    { ok: true, id: created.id, rev: expect.any(String) },
    { id: 'junk', error: 'forbidden', reason: expect.any(String) },
  ]);
  const { rev } = put.body[0];

  const skipped = stored({ ...created, state: 'closed' }, rev);
  expect((await as('desk')('PUT', `/${prefix()}-tickets/${created.id}`, skipped)).status).toBe(403);
  const erased = stored({ ...created, journal: [] }, rev);
  expect((await as('desk')('PUT', `/${prefix()}-tickets/${created.id}`, erased)).status).toBe(403);

  const started = unwrap(stepIncident(created, { to: 'in_progress' }, context));
  const going = await as('desk')('PUT', `/${prefix()}-tickets/${created.id}`, stored(started, rev));
  expect(going.status).toBe(201);
  const noted = unwrap(
    addWorkNote(
      started,
      { text: 'Looked at the rack' },
      contextOf(acting(`user-${server.named('field')}`, 'field', '09:10')),
    ),
  );
  const note = await as('field')('PUT', `/${prefix()}-tickets/${created.id}`, stored(noted, going.body.rev));
  expect(note.status).toBe(201);
  expect((await as('desk')('DELETE', `/${prefix()}-tickets/${created.id}?rev=${note.body.rev}`)).status).toBe(
    403,
  );
});

test('a role writes only what it may', async () => {
  const setting = { _id: 'priority-matrix', createdAt: '2026-11-20T09:00:00.000Z' };
  for (const login of ['desk', 'field']) {
    const { body } = await as(login)('POST', `/${prefix()}-settings/_bulk_docs`, { docs: [setting] });
    expect.soft(body[0]).toMatchObject({ id: 'priority-matrix', error: 'forbidden' });
  }
});

test('each way to fail has its own name', async () => {
  const notCouch = createServer((_req, res) => res.end('<html>')).listen(0, '127.0.0.1');
  await once(notCouch, 'listening');
  const { port } = notCouch.address() as AddressInfo;
  const codeOf = async (serverUrl: string, more: object = {}): Promise<string> => {
    const result = await provision({ serverUrl, prefix: prefix(), env: {}, ...more });
    return result.ok ? 'ok' : result.error.code;
  };
  expect(await codeOf(`http://127.0.0.1:${port}`)).toBe('not-couchdb');
  notCouch.close();
  await once(notCouch, 'close');
  expect(await codeOf(`http://127.0.0.1:${port}`)).toBe('unreachable');
  expect(await codeOf('ftp://example.org')).toBe('unreachable');
  expect(await codeOf(server.url)).toBe('wrong-credentials');
  expect(await codeOf(server.url.replace('://', `://${server.named('nobody')}:wrong@`))).toBe(
    'wrong-credentials',
  );
  expect(await codeOf(server.url.replace('://', `://${server.named('desk')}:desk-pw@`))).toBe('not-admin');
  expect(await codeOf(server.adminUrl, { prefix: 'Upper' })).toBe('bad-prefix');
  const env = { COUCHDB_USER: server.admin.user, COUCHDB_PASSWORD: server.admin.password };
  expect(await codeOf(server.url, { env })).toBe('ok');
});
