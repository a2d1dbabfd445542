import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  // Two cores: one Electron with its data host is enough for both.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  // Long enough for a machine that does other things as well; what is there is found at once all the same.
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // A window on a machine that does other things as well may lose a key once; what is broken fails twice.
  retries: 1,
  reporter: 'list',
});
