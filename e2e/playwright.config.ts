import { defineConfig } from '@playwright/test';
import { electronBinary, NO_ELECTRON } from './electron/launch.ts';

// The reporter counts skipped tests and does not say why.
const electronOnly = process.argv.includes('--project=electron') && process.env['TEST_WORKER_INDEX'] === undefined;
if (electronOnly && electronBinary() === undefined) console.log(NO_ELECTRON);

/** Whole sessions on real parts. One at a time: two Chromiums with cameras fill two cores. */
export default defineConfig({
  testDir: '.',
  outputDir: '../.cache/e2e',
  workers: 1,
  fullyParallel: false,
  // Once more on a machine that was too busy for cameras and microphones; the list then names the test as flaky.
  retries: 1,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: [
    { name: 'chromium', testMatch: ['session/*.spec.ts'] },
    // Inside of scripts/own-network alone.
    { name: 'network', testMatch: ['network/*.spec.ts'] },
    { name: 'electron', testMatch: ['electron/*.spec.ts', 'session/{whole-session,sealed-media}.spec.ts'] },
  ],
});
