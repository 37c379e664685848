import { defineConfig } from '@playwright/test';
import { browser } from './gallery.ts';

/** Pictures and checks of every screen by itself, without a server: quick, for whoever works on a screen. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../.cache/gallery-results',
  globalSetup: './build.ts',
  // One a core, whichever app it shows.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 300_000,
  reporter: [['list']],
  use: { launchOptions: browser },
});
