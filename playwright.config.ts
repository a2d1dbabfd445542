import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  // Two windows at a time disturb one another: 1 test of 60 failed in each of two whole runs. What else there is to test runs beside them.
  workers: 1,
  fullyParallel: false,
  // Limits end what hangs, they do not judge speed: what is there is found at once all the same.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  // What passes at the second try is broken, in the console or in the test.
  retries: 0,
  reporter: 'list',
});
