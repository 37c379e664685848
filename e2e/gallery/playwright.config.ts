import { defineConfig } from '@playwright/test';
import { browser } from './gallery.ts';

/** Pictures and checks of every screen by itself, without a server: quick, for whoever works on a screen. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../.cache/gallery-results',
  workers: 1,
  forbidOnly: true,
  timeout: 300_000,
  reporter: [['list']],
  use: { launchOptions: browser },
});
