import { defineConfig } from 'vitest/config';
import { memoryFolder } from './tests/integration/support/memory-folder.ts';

/**
 * What each kind of test gets. Slower kinds drive real processes and files. A limit is there to end what hangs inside the whole run's own
 * limit, never to judge speed: a machine that does other things as well takes ten times as long as a free one.
 */
const kinds: readonly Kind[] = [
  { name: 'unit', timeoutMs: 120_000, startsProcesses: false },
  { name: 'conformance', timeoutMs: 300_000, startsProcesses: false },
  { name: 'integration', timeoutMs: 600_000, startsProcesses: true },
  { name: 'simulator', timeoutMs: 600_000, startsProcesses: true },
];

/**
 * What holds for every CouchDB, and is tried on one by `npm run test:couch`. Left out is what only the embedded server has: its process and
 * its folder (process), the limits it sets on bodies and callers (hostile), and a clock that the tests move (session-*).
 */
const ON_ANY_COUCHDB = [
  'tests/integration/backend/{accounts,answers,attachments,changes,documents,former-records,provision,replication,rights,steps}*.test.ts',
  'tests/integration/sync/!(session-|ended-at-start|restored)*.test.ts',
  // What only a cluster has, and whoever knows how to cut it.
  ...(process.env.COUCH_CUT === undefined ? [] : ['tests/integration/sync/cut-cluster.couch.ts']),
];
/** Stop the server and put all of it back, so nothing else can be tried beside them, nor both at once; only where somebody says how. */
const ON_FILES_OF_A_COUCHDB = ['tests/integration/sync/{random,restored}.test.ts'];

const TEMPORARY = memoryFolder();

type Kind = { readonly name: string; readonly timeoutMs: number; readonly startsProcesses: boolean };

const project = ({ name, timeoutMs, startsProcesses }: Kind, include: readonly string[]) => ({
  extends: true as const,
  test: {
    name,
    include: [...include],
    environment: 'node',
    setupFiles: ['tests/seeds.ts'],
    // As the limits of tests: what is awaited is there at once, or never.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    // Read by os.tmpdir(), in what they start as well.
    env: startsProcesses && TEMPORARY !== null ? { TMPDIR: TEMPORARY } : {},
    globalSetup: startsProcesses ? ['tests/integration/support/shared-scripts.ts'] : [],
  },
});

export default defineConfig({
  test: {
    projects: [
      ...kinds.map((kind) => project(kind, [`tests/${kind.name}/**/*.test.{ts,tsx}`])),
      // A project of its own only where it is asked for: it has no tests but those of the others.
      ...(process.env.DESKHAND_COUCH_RUN === undefined
        ? []
        : [
            project(
              { name: 'couch', timeoutMs: 600_000, startsProcesses: true },
              process.env.COUCH_FILES === undefined ? ON_ANY_COUCHDB : ON_FILES_OF_A_COUCHDB,
            ),
          ]),
    ],
    maxWorkers: process.env.COUCH_FILES === undefined ? 2 : 1,
    allowOnly: false,
    passWithNoTests: true,
  },
});
