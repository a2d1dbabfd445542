/** Writes past every console to a real server: each way round an approval, a meeting or a prepared edit beside the honest act. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { provision } from '#backend/provision/provision.ts';
import { type CollectionName, databaseNameOf } from '#domain/records/collections.ts';
import { unwrap } from '../../unit/domain/env.ts';
import { rolesOf, WHO, type Who } from '../../unit/domain/permissions/attack-world.ts';
import { attacks } from '../../unit/domain/permissions/attacks.ts';
import { type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
let admin: Client;
const account = (who: string) => ({
  login: server.named(who),
  password: `${who}-pw`,
  roles: rolesOf(who as Who),
  personId: who,
  teamIds: ['team-1'],
});

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
  const accounts = Object.keys(WHO).map(account);
  unwrap(await provision({ serverUrl: server.adminUrl, prefix: server.named('attacks'), accounts }));
});
afterAll(() => server.stop());

const path = (collection: CollectionName, id: string): string =>
  `/${databaseNameOf(server.named('attacks'), collection)}/${encodeURIComponent(id)}`;

it.each(attacks())('$name: $refused', async ({ collection, before, after, by, refused }) => {
  // Ids tell whose a record is and what its effects are, so it stands there anew for each.
  const { id: _id } = after as { readonly id: string };
  const wire = ({ id: _, ...doc }: { readonly id?: string }, _rev?: string): object => ({
    ...doc,
    _id,
    ...(_rev === undefined ? {} : { _rev }),
  });
  const url = path(collection, _id);
  const there = (await admin('GET', url)).body._rev as string | undefined;
  if (there !== undefined) await admin('DELETE', `${url}?rev=${there}`);
  const put = before === null ? null : await admin('PUT', `${url}?w=3`, wire(before as { id: string }));
  if (put !== null) expect([201, 202], JSON.stringify(put.body)).toContain(put.status);
  const user = clientOf(server.url, { user: server.named(by), password: `${by}-pw` });
  const { status, body } = await user('PUT', url, wire(after as { id: string }, put?.body.rev));
  expect([status, JSON.stringify(body)]).toEqual(
    refused === null
      ? [expect.toBeOneOf([201, 202]), expect.any(String)]
      : [403, expect.stringContaining(refused)],
  );
});
