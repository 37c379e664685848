import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build as bundle } from 'esbuild';
import { build as buildUi } from 'vite';
import { packageAssets } from './package-assets.mjs';
import { stage } from './stage.mjs';

/** What is loaded from node_modules at run time because it has native parts; everything else is in the bundles. */
const NATIVE = ['better-sqlite3', 'sharp', 'node-hid', 'usb', 'pcsc-mini'];

/** What a package asks for only when somebody calls the part that needs it, which nobody does here (unzipper's reading from S3). */
const NEVER_CALLED = ['@aws-sdk/client-s3'];

/** The oldest Chromium and Node that the bundles must run in: those of the Electron that tests may be given. */
const CHROMIUM = 'chrome130';
const NODE = 'node20.18';

/** pdf.js comes twice: as new as the newest browsers, and with what `CHROMIUM` still lacks. */
const PDF_JS = [
  { find: /^pdfjs-dist$/, replacement: 'pdfjs-dist/legacy/build/pdf.mjs' },
  { find: /^pdfjs-dist\/build\/(.*)$/, replacement: 'pdfjs-dist/legacy/build/$1' },
];

/** CommonJS packages inside an ES module bundle ask for `require` and for their own place. */
const COMMONJS_BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('\n');

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
    bundle({
      ...common(dir),
      entryPoints: { 'host/main': join(dir, 'src/host/main.ts') },
      format: 'esm',
      banner: { js: COMMONJS_BANNER },
      plugins: [packageAssets(join(dir, 'dist/host/assets'))],
    }),
  main: (dir) =>
    bundle({
      ...common(dir),
      entryPoints: { 'electron/main': join(dir, 'src/electron/main.ts') },
      format: 'esm',
      banner: { js: COMMONJS_BANNER },
    }),
  // A sandboxed preload is one CommonJS script.
  preload: (dir) =>
    bundle({
      ...common(dir),
      platform: 'browser',
      target: CHROMIUM,
      entryPoints: { 'electron/preload': join(dir, 'src/electron/preload.ts') },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
    }),
};

/** @param {string} dir */
function common(dir) {
  return /** @type {const} */ ({
    outdir: join(dir, 'dist'),
    bundle: true,
    platform: 'node',
    target: NODE,
    external: ['electron', ...NATIVE, ...NEVER_CALLED],
    // Some packages read the names of their own functions.
    keepNames: true,
    legalComments: 'linked',
    sourcemap: 'linked',
    logLevel: 'warning',
    absWorkingDir: dir,
  });
}

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
