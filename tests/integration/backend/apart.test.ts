/** Stories of consoles apart, each write of them put to a server process in its turn: it takes what the rules take, and what stands there in the end is what was merged. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { provision } from '#backend/provision/provision.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import { ORDER } from '#domain/processes/order.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { databaseNameOf } from '#domain/records/collections.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { unwrap } from '../../unit/domain/env.ts';
import { contextOf } from '../../unit/domain/fixtures.ts';
import {
  eventsOf,
  ORDER_ACTS,
  orderStarts,
  play,
  rolesApart,
  type Sent,
} from '../../unit/domain/processes/apart.ts';
import { actsOf, personOn } from '../../unit/domain/processes/random-acts.ts';
import { ALL_PROCESSES, recordIn, statesOf } from '../../unit/domain/processes/world.ts';
import { type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

const STORIES = 12;
const NAMES = ['a', 'b', 'c'];

let server: ServerProcess;
let admin: Client;
const loginOf = (name: string, role: Role): string => server.named(`apart-${name}-${role}`);
const by = ({ name, role }: Sent): Client =>
  clientOf(server.url, { user: loginOf(name, role), password: `${name}-${role}-pw` });

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
  const accounts = NAMES.flatMap((name) =>
    ROLES.map((role) => ({
      ...{ login: loginOf(name, role), password: `${name}-${role}-pw`, roles: [role] },
      ...{ personId: `person-${name}`, teamIds: ['team-1'] },
    })),
  );
  unwrap(await provision({ serverUrl: server.adminUrl, prefix: server.named('apart'), accounts }));
});
afterAll(() => server.stop());

const pathOf = ({ collection }: Process, id: string): string =>
  `/${databaseNameOf(server.named('apart'), collection)}/${encodeURIComponent(id)}`;
const asStored = ({ id, ...record }: ProcessRecord, _rev?: string): object => ({
  ...{ ...record, _id: id },
  ...(_rev === undefined ? {} : { _rev }),
});

const put = async (process: Process, writes: readonly Sent[]): Promise<void> => {
  const [first] = writes;
  if (first === undefined) return;
  const path = pathOf(process, first.before.id);
  const began = await admin('PUT', `${path}?w=3`, asStored(first.before));
  expect([201, 202], JSON.stringify(began.body)).toContain(began.status);
  let { rev } = began.body;
  let last = first.before;
  for (const one of writes) {
    const { status, body } = await by(one)('PUT', `${path}?w=3`, asStored(one.after, rev));
    expect(status, JSON.stringify(body)).toBe(one.isTaken ? 201 : 403);
    if (!one.isTaken) continue;
    rev = body.rev;
    last = one.after;
  }
  const { body } = await admin('GET', path);
  const { _id, _rev, ...kept } = body;
  expect({ ...kept, id: _id }).toEqual(JSON.parse(JSON.stringify(last)));
};

it.each([...ALL_PROCESSES.map((process) => [process.type, process] as const), ['order', ORDER] as const])(
  'the server takes what consoles apart make of a record: %s',
  async (_type, process) => {
    const isOrder = process === ORDER;
    // Each story has a record of its own.
    const starts = Array.from({ length: STORIES }, (_, at): ProcessRecord => {
      const of = isOrder ? orderStarts() : statesOf(process).slice(at % statesOf(process).length);
      return isOrder ? (orderStarts()[at % of.length] as ProcessRecord) : recordIn(process, String(of[0]));
    });
    const acts = isOrder ? fc.constantFrom(...ORDER_ACTS) : actsOf(process);
    const stories = fc.sample(fc.tuple(rolesApart, eventsOf(acts)), { seed: 1, numRuns: STORIES });
    for (const [at, [roles, events]] of stories.entries()) {
      await put(process, play(process, starts[at] as ProcessRecord, roles, events));
    }
  },
);

it('the server refuses several steps at once of which one would have been refused', async () => {
  const { env } = personOn('a', 'change-manager')();
  const start = recordIn(CHANGE, 'scheduled');
  const after = (patches: readonly object[]): ProcessRecord =>
    patches.reduce<ProcessRecord>((record, patch, at) => {
      const now = new Date(Date.parse(env.now) + at * 1000).toISOString();
      return changeRecord(CHANGE, record, { ...patch }, contextOf({ ...env, now }), {
        kind: 'state',
        text: 'so',
      });
    }, start);
  const [edit, implement, review] = [
    { implementationPlan: 'Otherwise.' },
    { state: 'implement' },
    { state: 'review', outcome: 'successful' },
  ];
  const one = { before: start, name: 'a', role: 'change-manager' } as const;
  const forged = { ...one, after: after([edit, implement, review]), isTaken: false };
  const honest = { ...one, after: after([implement, review, edit]), isTaken: true };
  await put(CHANGE, [forged, honest]);
});
