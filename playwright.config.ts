import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  // Two cores: one Electron with its data host is enough for both.
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  forbidOnly: true,
  reporter: 'list',
});
