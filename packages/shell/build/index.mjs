import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build as buildUi } from 'vite';
import { bundleHost, bundleMain, bundlePreload, CHROMIUM, NATIVE } from './bundle.ts';
import { stage } from './stage.mjs';

/** pdf.js comes twice: as new as the newest browsers, and with what `CHROMIUM` still lacks. */
const PDF_JS = [
  { find: /^pdfjs-dist$/, replacement: 'pdfjs-dist/legacy/build/pdf.mjs' },
  { find: /^pdfjs-dist\/build\/(.*)$/, replacement: 'pdfjs-dist/legacy/build/$1' },
];

/** @type {Readonly<Record<string, (dir: string) => Promise<unknown>>>} */
const PARTS = {
  ui: (dir) =>
    buildUi({
      root: join(dir, 'src/ui'),
      configFile: join(dir, 'vite.config.mjs'),
      logLevel: 'warn',
      resolve: { alias: PDF_JS },
      build: { target: CHROMIUM, modulePreload: { polyfill: false } },
    }),
  host: (dir) =>
    bundleHost({ dir, entry: join(dir, 'src/host/main.ts'), outdir: join(dir, 'dist/host'), name: 'main' }),
  main: bundleMain,
  preload: bundlePreload,
};

/**
 * Builds an app into its `dist/`: `ui/`, `host/`, `electron/`, which a development Electron runs as they are, and with `pack` also
 * `dist/app/`, the folder that the installer is made from. Says what it made and how long it took.
 *
 * @param {{ dir: string, parts?: readonly string[] }} options `parts` of `ui host main preload pack`; all but `pack` when none.
 */
export async function buildApp({ dir, parts = [] }) {
  const unknown = parts.filter((part) => part !== 'pack' && !(part in PARTS));
  if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(' ')}`);
  const wanted = parts.filter((part) => part !== 'pack');
  for (const part of wanted.length > 0 ? wanted : Object.keys(PARTS)) await timed(dir, part, () => PARTS[part]?.(dir));
  if (parts.includes('pack')) await timed(dir, 'pack', () => stage({ dir, native: NATIVE }));
}

/** @param {string} dir @param {string} part @param {() => unknown} run */
async function timed(dir, part, run) {
  const start = performance.now();
  if (part === 'host') await rm(join(dir, 'dist/host'), { recursive: true, force: true });
  await run();
  console.log(`${relative(join(dir, '../..'), dir)}: ${part} ${Math.round(performance.now() - start)} ms`);
}
