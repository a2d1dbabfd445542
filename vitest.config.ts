import { defineConfig } from 'vitest/config';

const kinds = ['unit', 'conformance', 'integration', 'simulator'] as const;

/** Slower kinds drive real processes and files; one that hangs must still fail inside the whole run's limit. */
const timeouts: Readonly<Record<(typeof kinds)[number], number>> = {
  unit: 10_000,
  conformance: 30_000,
  integration: 120_000,
  simulator: 300_000,
};

export default defineConfig({
  test: {
    projects: kinds.map((kind) => ({
      extends: true as const,
      test: {
        name: kind,
        include: [`tests/${kind}/**/*.test.{ts,tsx}`],
        environment: 'node',
        testTimeout: timeouts[kind],
        hookTimeout: timeouts[kind],
      },
    })),
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: true,
  },
});
