import { cpSync } from 'node:fs';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import {
  type EmbeddedProcess,
  newDataDir,
  type ServerProcess,
  startEmbedded,
} from '../backend/server-process.ts';
import { type Central, centralAt, newCentral, type Stored } from './world.ts';

const REPLICATED_AT_ONCE = 200;
/** Where the last replication of a database from one server to another ended. */
const reached = new Map<string, string>();

const missingAt = async (to: Central, name: string, changes: readonly Stored[]): Promise<Stored> => {
  const revs = Object.fromEntries(
    changes.map(({ id, changes: leaves }) => [id, leaves.map((one: Stored) => one.rev)]),
  );
  return (await to.admin('POST', `/${name}/_revs_diff`, revs)).body;
};

const revisionsOf = async (
  from: Central,
  name: string,
  id: string,
  revs: readonly string[],
): Promise<readonly Stored[]> => {
  const query = `revs=true&attachments=true&open_revs=${encodeURIComponent(JSON.stringify(revs))}`;
  const answer = await from.admin('GET', `/${name}/${encodeURIComponent(id)}?${query}`, undefined, {
    accept: 'application/json',
  });
  return (answer.body as readonly Stored[]).flatMap(({ ok }) => ok ?? []);
};

/** What CouchDB's own replication does with one database: asks what is missing, and brings it with its revisions. Answers how many. */
const replicateDatabase = async (from: Central, to: Central, collection: CollectionName): Promise<number> => {
  const [name, target] = [from.nameOf(collection), to.nameOf(collection)];
  const key = `${from.server.url} ${name} ${to.server.url} ${target}`;
  let written = 0;
  for (;;) {
    const query = `style=all_docs&limit=${REPLICATED_AT_ONCE}&since=${encodeURIComponent(reached.get(key) ?? '0')}`;
    const { results, last_seq: last } = (await from.admin('GET', `/${name}/_changes?${query}`)).body;
    // The rules say of which database they are.
    const records = results.filter(({ id }: Stored) => !id.startsWith('_design/'));
    const missing = Object.entries(await missingAt(to, target, records)) as [string, Stored][];
    const docs: Stored[] = [];
    for (const [id, { missing: revs }] of missing) docs.push(...(await revisionsOf(from, name, id, revs)));
    const answer = await to.admin('POST', `/${target}/_bulk_docs`, { new_edits: false, docs });
    if (answer.body.length > 0) throw new Error(`not replicated: ${JSON.stringify(answer.body[0])}`);
    written += docs.length;
    reached.set(key, last);
    if (results.length < REPLICATED_AT_ONCE) return written;
  }
};

/** Brings what `to` lacks of `from`; answers how many revisions that were. */
const replicate = async (
  from: Central,
  to: Central,
  collections: readonly CollectionName[] = COLLECTIONS,
): Promise<number> => {
  let written = 0;
  for (const collection of collections) written += await replicateDatabase(from, to, collection);
  return written;
};

/** Every revision everywhere. */
export const joinAll = async (
  centrals: readonly Central[],
  collections?: readonly CollectionName[],
): Promise<number> => {
  let written = 0;
  for (const from of centrals)
    for (const to of centrals) if (from !== to) written += await replicate(from, to, collections);
  return written;
};

type Spread = { readonly processes: readonly ServerProcess[]; readonly centrals: readonly Central[] };

/** More servers with all that this one has, accounts and all, as nodes that were in step a moment ago. The server itself starts anew. */
const spreadFiles = async (
  { dataDir, url, stop }: EmbeddedProcess,
  prefix: string,
  servers: number,
): Promise<Spread> => {
  await stop();
  const dirs = Array.from({ length: servers - 1 }, () => {
    const dir = newDataDir();
    cpSync(dataDir, dir, { recursive: true });
    return dir;
  });
  const processes = [
    await startEmbedded({ port: Number(new URL(url).port), dataDir }),
    ...(await Promise.all(dirs.map((dir) => startEmbedded({ dataDir: dir })))),
  ];
  return { processes, centrals: processes.map((process) => centralAt(process, prefix)) };
};

/** On a CouchDB that was given: as many sets of databases, each of which stands for a server. */
const spreadDatabases = async (first: Central, servers: number): Promise<Spread> => {
  const centrals = [first];
  for (let n = 1; n < servers; n += 1) centrals.push(await newCentral(first.server));
  await joinAll(centrals);
  return { processes: [first.server], centrals };
};

/** Servers that begin with what the first one has, and replicate when they are told to (`joinAll`). */
export const spread = (first: Central, servers: number): Promise<Spread> =>
  'dataDir' in first.server
    ? spreadFiles(first.server as EmbeddedProcess, first.prefix, servers)
    : spreadDatabases(first, servers);
