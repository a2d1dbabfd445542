/**
 * `first-sync.ts HOW DIR URL USER PASSWORD`: brings everything the server has onto this machine and prints how long it took and how many
 * documents came. HOW: deskhand (a new encrypted profile), download (read and parse the changes only), pouch (PouchDB on leveldb).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PouchDB from 'pouchdb-node';
import { COLLECTIONS, databaseNameOf } from '#domain/records/collections.ts';
import { openHost } from '#main/host/host.ts';
import { BENCH_KEY } from '../profile.ts';
import { unwrap } from '../unwrap.ts';

const [how = '', dir = '', url = '', user = '', password = ''] = process.argv.slice(2);
const databases = COLLECTIONS.map((collection) => databaseNameOf('deskhand', collection));
const PAGE = 1_000;

async function deskhand(): Promise<number> {
  const loadThread = fileURLToPath(new URL('../../../dist/main/load-thread.cjs', import.meta.url));
  const host = unwrap(await openHost({ profileDir: dir, key: BENCH_KEY, serverUrl: url, loadThread }));
  const { session, sync } = host.context;
  const signedIn = await session.signIn(user, password);
  if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
  await sync.settled();
  const pulled = sync.status().collections.reduce((sum, one) => sum + one.pulled, 0);
  finish(pulled);
  await host.close();
  return pulled;
}

async function download(): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  let count = 0;
  for (const database of databases) {
    for (let since = '0', more = true; more; ) {
      const query = `include_docs=true&limit=${PAGE}&since=${encodeURIComponent(since)}`;
      const answer = await fetch(`${url}/${database}/_changes?${query}`, { headers: { authorization } });
      const page = JSON.parse(await answer.text()) as { results: readonly unknown[]; last_seq: unknown };
      count += page.results.length;
      since = String(page.last_seq);
      more = page.results.length === PAGE;
    }
  }
  return count;
}

async function pouch(): Promise<number> {
  mkdirSync(dir, { recursive: true });
  let count = 0;
  for (const database of databases) {
    const local = new PouchDB(join(dir, database));
    const remote = new PouchDB(`${url}/${database}`, { auth: { username: user, password } });
    const done = await local.replicate.from(remote, { batch_size: PAGE });
    count += done.docs_written;
    await local.close();
  }
  return count;
}

let finished = false;
/** Called as soon as the documents are there: closing is not counted. */
function finish(documents: number): void {
  if (finished) return;
  finished = true;
  console.log(`result ${JSON.stringify({ elapsedMs: performance.now() - startedAt, documents })}`);
}

const startedAt = performance.now();
finish(await { deskhand, download, pouch }[how as 'deskhand' | 'download' | 'pouch']());
