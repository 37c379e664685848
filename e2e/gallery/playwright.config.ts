import { defineConfig } from '@playwright/test';
import { browser } from './gallery.ts';

/** Pictures and checks of every screen by itself, without a server: quick, for whoever works on a screen. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../.cache/gallery-results',
  // One app a core; each builds its own gallery first.
  workers: 2,
  forbidOnly: true,
  timeout: 300_000,
  reporter: [['list']],
  use: { launchOptions: browser },
});
