/**
 * The matrix of rights over HTTP: each role, each kind of record, each act, and each way to write what is not so. What should be is written down by hand
 * (rights/expected.ts); what there is to try comes from the tables of fields and processes (rights/records.ts). Each cell is a document of its own.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provision } from '#backend/provision/provision.ts';
import { databaseNameOf } from '#domain/records/collections.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { unwrap } from '../../unit/domain/env.ts';
import { CHANGES, FORGERIES, type Writer } from './rights/acts.ts';
import { COLUMNS, DELETE, EXCEPT, FORGED, type Forgery, HONEST } from './rights/expected.ts';
import { type Doc, KINDS, type Kind, OTHER, recordOf } from './rights/records.ts';
import { type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

/**
 * What the server does not keep to yet, as `act` or `act kind`. A line that holds everywhere must go: the last test says so. Empty is the aim.
 */
const OPEN: readonly string[] = [];

let server: ServerProcess;
let admin: Client;
const personOf = (role: Role): string =>
  role === 'worker' ? `user-${server.named(role)}` : `person-${role}`;
const account = (role: Role) => ({
  login: server.named(role),
  password: `${role}-pw`,
  roles: [role],
  personId: role === 'worker' ? null : personOf(role),
  teamIds: ['team-1'],
});

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
  const accounts = ROLES.map(account);
  unwrap(await provision({ serverUrl: server.adminUrl, prefix: server.named('rights'), accounts }));
});
afterAll(() => server.stop());

/** One thing that somebody tries: what stands there before, and what they send. */
type Try = {
  readonly act: string;
  readonly role: Role;
  readonly before: Doc | null;
  readonly after: Doc;
  readonly may: boolean;
};

const cell = (row: string, role: Role): boolean => row.split(' ')[COLUMNS.indexOf(role)] === 'x';

const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString();

const OWNERS: Readonly<Record<string, Doc>> = {
  editFree: { teamId: null, assigneeId: null },
  editOthers: { teamId: 'team-2', assigneeId: OTHER },
  stepOthers: { teamId: 'team-2', assigneeId: OTHER },
};

const beforeOf = (kind: Kind, act: string, role: Role): Doc => ({
  ...recordOf(kind, { id: `${kind.type}-${act}-${role}`, at: YESTERDAY, by: OTHER }),
  ...(kind.hasTeam ? { teamId: 'team-1', assigneeId: null, ...OWNERS[act] } : {}),
});

const mayForge = (kind: Kind, forgery: Forgery, role: Role): boolean =>
  EXCEPT.some(
    (one) =>
      one.forgery === forgery &&
      (one.kind ?? kind.name) === kind.name &&
      (one.role ?? role) === role &&
      cell(HONEST[kind.name]?.[one.may === 'as create' ? 'create' : 'edit'] ?? '', role),
  );

const triesOf = (kind: Kind, role: Role): readonly Try[] => {
  const writer: Writer = { role, by: personOf(role), at: new Date().toISOString() };
  const born = (act: string): Doc => recordOf(kind, { id: `${kind.type}-${act}-${role}`, ...writer });
  const { create = '', ...changes } = HONEST[kind.name] ?? {};
  const honest = Object.entries(changes).flatMap(([act, row]): readonly Try[] => {
    const before = beforeOf(kind, act, role);
    const after = CHANGES[act]?.(kind, before, writer) ?? null;
    return after === null ? [] : [{ act, role, before, after, may: cell(row, role) }];
  });
  const forged = Object.entries(FORGERIES).flatMap(([act, { from, make }]): readonly Try[] => {
    const before = from === 'edit' ? beforeOf(kind, act, role) : null;
    const after = make(kind, before ?? born(act), writer);
    return after === null ? [] : [{ act, role, before, after, may: mayForge(kind, act as Forgery, role) }];
  });
  const gone = beforeOf(kind, 'delete', role);
  return [
    { act: 'create', role, before: null, after: born('create'), may: cell(create, role) },
    ...honest,
    { act: 'delete', role, before: gone, after: { id: gone.id, _deleted: true }, may: cell(DELETE, role) },
    ...forged,
  ];
};

type Row = { readonly id: string; readonly rev?: string; readonly error?: string; readonly reason?: string };

const pathOf = ({ collection }: Kind): string =>
  `/${databaseNameOf(server.named('rights'), collection)}/_bulk_docs`;
const wire = ({ id, ...doc }: Doc, more: object = {}): Doc => ({ ...doc, _id: id, ...more });
const as = (role: Role): Client => clientOf(server.url, { user: server.named(role), password: `${role}-pw` });

/** Writes what stands there before; the server's administrator may. Answers the revisions. */
const prepare = async (kind: Kind, tries: readonly Try[]): Promise<ReadonlyMap<unknown, string>> => {
  const docs = tries.flatMap(({ before }) => (before === null ? [] : [wire(before)]));
  // All copies of a cluster: one that lags behind would call the next write a conflict, whatever the rules say of it.
  const rows: readonly Row[] = (await admin('POST', `${pathOf(kind)}?w=3`, { docs })).body;
  expect(
    rows.filter((one) => one.rev === undefined),
    `records of ${kind.name} to begin with`,
  ).toEqual([]);
  return new Map(rows.map(({ id, rev = '' }) => [id, rev]));
};

type Seen = { readonly name: string; readonly act: string; readonly wrong: string | null };

const judge = (kind: Kind, { act, role, may }: Try, { error, reason = '' }: Row): Seen => {
  const is = error === undefined ? 'taken' : error === 'forbidden' ? 'refused' : `${error}: ${reason}`;
  const should = may ? 'taken' : 'refused';
  const wrong =
    is === should ? null : `${act} by ${role}: is ${is} ${may ? reason : ''}, should be ${should}`;
  return { name: kind.name, act, wrong };
};

const tryAll = async (kind: Kind): Promise<readonly Seen[]> => {
  const tries = ROLES.flatMap((role) => triesOf(kind, role));
  const revs = await prepare(kind, tries);
  const seen: Seen[] = [];
  for (const role of ROLES) {
    const own = tries.filter((one) => one.role === role);
    const docs = own.map(({ before, after }) =>
      wire({ ...after, id: after.id }, before === null ? {} : { _rev: revs.get(before.id) }),
    );
    const rows: readonly Row[] = (await as(role)('POST', pathOf(kind), { docs })).body;
    seen.push(...own.map((one, index) => judge(kind, one, rows[index] ?? { id: '', error: 'no answer' })));
    // Rows come back only of what is refused: administrators of the server alone bring revisions of their own.
    const victim = own.find(({ act }) => act === 'edit');
    const made = { start: 9, ids: ['9'.repeat(32)] };
    const bulk = {
      new_edits: false,
      docs: [wire(victim?.after ?? {}, { _revisions: made, _rev: `9-${made.ids[0]}` })],
    };
    const [refused = { id: '' }] = (await as(role)('POST', pathOf(kind), bulk)).body as readonly Row[];
    seen.push(judge(kind, { act: 'revision', role, may: false, before: null, after: {} }, refused));
  }
  return seen;
};

const isOpen = ({ act, name }: Seen): boolean => OPEN.includes(act) || OPEN.includes(`${act} ${name}`);
const everything: Seen[] = [];

describe('what is tried', () => {
  it('is every kind of record that the tables of fields know, and every role', () => {
    expect(Object.keys(HONEST).sort()).toEqual(KINDS.map(({ name }) => name).sort());
    expect([...COLUMNS].sort()).toEqual([...ROLES].sort());
    expect(Object.keys(FORGED).sort()).toEqual([...Object.keys(FORGERIES), 'revision'].sort());
  });
});

describe('the server', () => {
  it.each(KINDS)('takes of $name what each role may, and nothing else', async (kind) => {
    const seen = await tryAll(kind);
    everything.push(...seen);
    expect(seen.filter((one) => !isOpen(one)).flatMap(({ wrong }) => wrong ?? [])).toEqual([]);
  });

  it('has nothing on the list of what it does not keep that it keeps', () => {
    const held = OPEN.filter((line) =>
      everything.every(
        ({ act, name, wrong }) => wrong === null || (act !== line && `${act} ${name}` !== line),
      ),
    );
    expect(held, 'take these off OPEN').toEqual([]);
  });
});
