import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  // Two at a time take a third less time on two cores, and 1 of 60 failed in each of two whole runs that way.
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  // Long enough for a machine that does other things as well; what is there is found at once all the same.
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // What passes at the second try is broken, in the console or in the test.
  retries: 0,
  reporter: 'list',
});
