import { defineConfig } from '@playwright/test';

/** Whole sessions on real parts. One at a time: two Chromiums with cameras fill two cores. */
export default defineConfig({
  testDir: '.',
  outputDir: '../.cache/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: [
    { name: 'chromium', testMatch: ['session/*.spec.ts'] },
    { name: 'electron', testMatch: ['electron/*.spec.ts', 'session/whole-session.spec.ts'] },
  ],
});
