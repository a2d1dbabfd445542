import { defineConfig } from 'vitest/config';

/** What each kind of test gets. Slower kinds drive real processes and files; one that hangs must still fail inside the whole run's limit. */
const kinds = [
  { name: 'unit', timeoutMs: 10_000 },
  { name: 'conformance', timeoutMs: 30_000 },
  { name: 'integration', timeoutMs: 120_000 },
  { name: 'simulator', timeoutMs: 300_000 },
];

/**
 * What holds for every CouchDB, and is tried on one by `npm run test:couch`. Left out is what only the embedded server has: its process and
 * its folder (process), the limits it sets on bodies and callers (hostile), and sessions as short as a test needs them (session-*), which
 * on a CouchDB is its operator's setting.
 */
const ON_ANY_COUCHDB = [
  'tests/integration/backend/{accounts,answers,changes,documents,former-records,provision,replication,rights,steps}*.test.ts',
  'tests/integration/sync/!(session-|ended-at-start)*.test.ts',
  // What only a cluster has, and whoever knows how to cut it.
  ...(process.env.COUCH_CUT === undefined ? [] : ['tests/integration/sync/cut-cluster.couch.ts']),
];

const project = (name: string, timeoutMs: number, include: readonly string[], env = {}) => ({
  extends: true as const,
  test: {
    name,
    include: [...include],
    environment: 'node',
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    env,
  },
});

export default defineConfig({
  test: {
    projects: [
      ...kinds.map(({ name, timeoutMs }) => project(name, timeoutMs, [`tests/${name}/**/*.test.{ts,tsx}`])),
      // A project of its own only where it is asked for: it has no tests but those of the others.
      ...(process.env.DESKHAND_COUCH_RUN === undefined ? [] : [project('couch', 600_000, ON_ANY_COUCHDB)]),
    ],
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: true,
  },
});
