/** A sample of the tables of steps by direct writes to the server, which asks the rules that it was provisioned with. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provision } from '#backend/provision/provision.ts';
import { effectOf } from '#domain/effects/effect.ts';
import { append, entry } from '#domain/journal/journal.ts';
import { cancelOrder, startOrder } from '#domain/orders/order.commands.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { ORDER } from '#domain/processes/order.ts';
import type { Process, ProcessRecord, Step } from '#domain/processes/process.ts';
import { applyStep } from '#domain/processes/steps.ts';
import { databaseNameOf } from '#domain/records/collections.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { envOf, unwrap } from '../../unit/domain/env.ts';
import { anIncident, anOrder } from '../../unit/domain/fixtures.ts';
import { site } from '../../unit/domain/permissions/writes.ts';
import {
  ALL_PROCESSES,
  as,
  inputFor,
  recordIn,
  statesOf,
  stepsOf,
} from '../../unit/domain/processes/world.ts';
import { type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
let admin: Client;
const account = (role: Role) => ({
  login: server.named(role),
  password: `${role}-pw`,
  roles: [role],
  // Whoever acts in the fixtures.
  personId: 'person-1',
  teamIds: ['team-1'],
});
const by = (role: Role): Client => clientOf(server.url, { user: server.named(role), password: `${role}-pw` });

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
  unwrap(
    await provision({
      serverUrl: server.adminUrl,
      prefix: server.named('steps'),
      accounts: ROLES.map(account),
    }),
  );
});
afterAll(() => server.stop());

type Taken = {
  readonly before: { readonly id: string };
  readonly after: (role: Role) => object;
  readonly roles: readonly Role[];
};

const ofProcess = (process: Process, step: Step): Taken => {
  const made = recordIn(process, step.from);
  // Rights that reach one's team reach it.
  const before = 'teamId' in made ? { ...made, teamId: 'team-1' } : made;
  return {
    before,
    after: (role) => applyStep(process, before, step, inputFor(process, step), as(role)),
    roles: stepsOf(process)
      .filter((one) => one.from === step.from && one.to === step.to)
      .flatMap(({ roles }) => roles),
  };
};
const fewestFirst = (left: Step, right: Step): number => left.roles.length - right.roles.length;
const rolesOf = (name: string): readonly Role[] => ORDER.steps.find((one) => one.name === name)?.roles ?? [];
const order = anOrder('move', undefined, { teamId: 'team-1' });

/** For each process the step that the fewest may take, and one that many may. */
const SAMPLES: readonly (readonly [string, Process, Taken])[] = [
  ...ALL_PROCESSES.flatMap((process) => {
    const steps = [...stepsOf(process)].sort(fewestFirst);
    return [steps[0], steps.at(-1)].flatMap((step) =>
      step === undefined
        ? []
        : [[`${process.type}: ${step.name} from ${step.from}`, process, ofProcess(process, step)] as const],
    );
  }),
  [
    'order: start',
    ORDER,
    { before: order, after: (role) => unwrap(startOrder(order, {}, site(role))), roles: rolesOf('start') },
  ],
  [
    'order: cancel',
    ORDER,
    {
      before: order,
      after: (role) => unwrap(cancelOrder(order, { reason: 'x' }, site(role))),
      roles: rolesOf('cancel'),
    },
  ],
];

const pathOf = ({ collection }: Process, id: string): string =>
  `/${databaseNameOf(server.named('steps'), collection)}/${encodeURIComponent(id)}`;
const stored = ({ id: _, ...record }: { readonly id: string }, id: string, _rev?: string): object => ({
  ...record,
  _id: id,
  ...(_rev === undefined ? {} : { _rev }),
});

/** Puts `before` past the rules of paths: as a record whose history led there, written by nobody in particular. */
const putBefore = async (process: Process, before: { readonly id: string }, id: string): Promise<string> => {
  const imported = before as ProcessRecord;
  const journal = imported.journal.map((one) => ({ ...one, origin: 'import' }));
  const { status, body } = await admin(
    'PUT',
    // All copies of a cluster: one that lags behind would call the next write a conflict, whatever the rules say of it.
    `${pathOf(process, id)}?w=3`,
    stored({ ...imported, journal } as never, id),
  );
  // 202 where there are fewer copies.
  expect([201, 202], JSON.stringify(body)).toContain(status);
  return body.rev;
};
const withOwnJournal = (before: { readonly id: string }, after: object): object => {
  const { journal } = before as ProcessRecord;
  const written = (after as ProcessRecord).journal;
  return {
    ...after,
    journal: written.map((one, i) => (i < journal.length ? { ...one, origin: 'import' } : one)),
  };
};

describe('the server itself', () => {
  it.each(SAMPLES)('%s', async (name, process, { before, after, roles }) => {
    for (const role of ROLES) {
      const id = `${before.id}-${name.replace(/\W+/g, '-')}-${role}`;
      const rev = await putBefore(process, before, id);
      const document = stored(withOwnJournal(before, after(role)) as { id: string }, id, rev);
      const { status, body } = await by(role)('PUT', pathOf(process, id), document);
      expect(status, `${role} ${JSON.stringify(body)}`).toBe(roles.includes(role) ? 201 : 403);
    }
  });

  it.each(ALL_PROCESSES)('refuses what is outside the process $type', async (process) => {
    const first = process.initial[0] ?? '';
    const record = recordIn(process, first);
    const rev = await putBefore(process, record, record.id);
    const born = withOwnJournal(record, record) as ProcessRecord;
    const to = statesOf(process).at(-1) ?? '';
    const told = entry(envOf(['administrator']), 'state', {
      changes: [{ field: 'state', from: first, to: 'banana' }],
    });
    for (const wrong of [
      append({ ...born, state: 'banana', active: false }, told),
      { ...born, state: to },
      { ...born, active: !born.active },
      { ...born, type: 'request' },
      { ...born, title: 'x'.repeat(401) },
    ]) {
      const { status, body } = await by('administrator')(
        'PUT',
        pathOf(process, record.id),
        stored(wrong, record.id, rev),
      );
      expect(status).toBe(403);
      expect(body.reason).toMatch(/^[a-z_]+\.[a-z_]+( \{.*\})?$/);
    }
    const foreign = stored({ ...born, type: 'request' } as ProcessRecord, 'a-request');
    expect((await by('administrator')('PUT', pathOf(process, 'a-request'), foreign)).status).toBe(403);
  });

  it('stores no incident that would have others act on what it names', async () => {
    const draft = {
      collection: 'knowledge',
      targetId: 'ke-1',
      act: 'step',
      set: { to: 'retired' },
      text: 'gone',
      reason: 'x',
    } as const;
    for (const role of ['field', 'service-desk', 'knowledge-manager', 'change-manager'] as const) {
      const incident = anIncident(envOf([role]));
      const lending = {
        ...incident,
        effects: [{ ...effectOf(incident.id, 'now', draft, envOf([role])), by: 'person-admin-1' }],
      };
      const id = `lends-${role}`;
      const { status, body } = await by(role)('PUT', pathOf(INCIDENT, id), stored(lending, id));
      expect(status, JSON.stringify(body)).toBe(403);
      expect((await by(role)('PUT', pathOf(INCIDENT, id), stored(incident, id))).status).toBe(201);
    }
  });
});
