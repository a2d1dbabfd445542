/**
 * `npm run test:couch`: the tests of sync, rules, provisioning and rights on the CouchDB in `COUCH_URL`, which says who its administrator is.
 * Names of test files may follow. Everything it makes carries a mark and is taken away again, also after Ctrl-C; nothing else is touched.
 * Ends with 2 when there is no such server.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  type GivenServer,
  givenServer,
  newMark,
  removeMarked,
} from '../tests/integration/backend/given-server.ts';
import { clientOf } from '../tests/integration/backend/http-client.ts';
import { projectRoot } from './paths.ts';

const usage = `COUCH_URL=http://admin:password@host:port npm run test:couch -- [names of test files]`;

type Found = { readonly version: string; readonly nodes: number };

/** What one answer says right after another: the nodes of a cluster learn of a write after it was acknowledged. */
const OF_ONE_NODE = ['accounts', 'answers', 'changes', 'documents', 'provision', 'replication'].map(
  (name) => `tests/integration/backend/${name}.test.ts`,
);

/** What the server is, or why it can't be tested on. */
async function look(server: GivenServer): Promise<Found | string> {
  const ask = clientOf(server.url, server.admin);
  try {
    const welcome = await ask('GET', '/');
    if (welcome.status === 401) return `${server.url} does not take this administrator and password.`;
    if (welcome.body.couchdb !== 'Welcome') return `${server.url} is no CouchDB.`;
    const { roles } = (await ask('GET', '/_session')).body.userCtx;
    if (!roles.includes('_admin')) return `${server.admin.user} is no administrator of ${server.url}.`;
    const nodes = (await ask('GET', '/_membership')).body.all_nodes?.length ?? 1;
    return { version: String(welcome.body.version), nodes };
  } catch (error) {
    return `${server.url} does not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function runTests(mark: string, words: readonly string[]): Promise<number> {
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'couch', ...words], {
    cwd: projectRoot,
    env: { ...process.env, DESKHAND_COUCH_RUN: mark },
    stdio: 'inherit',
  });
  // Ctrl-C reaches the child by itself; this process stays to take away what was made.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main(files: readonly string[]): Promise<number> {
  const server = givenServer(process.env.COUCH_URL);
  const found = typeof server === 'string' ? server : await look(server);
  if (typeof server === 'string' || typeof found === 'string') {
    console.error(`${found}\n${usage}`);
    return 2;
  }
  const mark = newMark();
  const excluded = found.nodes > 1 ? OF_ONE_NODE : [];
  console.log(`CouchDB ${found.version} at ${server.url}; what is made there is called *${mark}*`);
  if (excluded.length > 0) console.log(`${found.nodes} nodes, so without ${excluded.join(', ')}`);
  try {
    return await runTests(mark, [...files, ...excluded.flatMap((file) => ['--exclude', file])]);
  } finally {
    await removeMarked(clientOf(server.url, server.admin), mark);
  }
}

process.exitCode = await main(process.argv.slice(2));
