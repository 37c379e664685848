import { basename, dirname, join } from 'node:path';
import { build as bundle, type BuildOptions, type BuildResult } from 'esbuild';
import { packageAssets } from './package-assets.ts';

/** What is loaded from node_modules at run time because it has native parts; everything else is in the bundles. */
export const NATIVE = ['better-sqlite3', 'sharp', 'node-hid', 'usb', 'pcsc-mini'];

/** What a package asks for only when somebody calls the part that needs it, which nobody does here (unzipper's reading from S3). */
const NEVER_CALLED = ['@aws-sdk/client-s3'];

/** The oldest Chromium and Node that the bundles must run in: those of the Electron that tests may be given. */
export const CHROMIUM = 'chrome130';
const NODE = 'node20.18';

/** CommonJS packages inside an ES module bundle ask for `require` and for their own place. */
const COMMONJS_BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('\n');

export interface HostBundle {
  /** The app whose packages are taken. */
  readonly dir: string;
  readonly entry: string;
  readonly outdir: string;
  readonly name: string;
}

/**
 * Bundles what runs in a host process: `NAME.js`, and a file for each part that is only loaded when it is needed (the banks' and the post's lists,
 * workbooks, drawn papers). The engine keeps the text of every file that it has loaded, so what stays away is as much memory less; so are
 * comments and white space. Of a CommonJS package that is loaded late, only `default` is there.
 */
export function bundleHost({ dir, entry, outdir, name }: HostBundle): Promise<BuildResult> {
  return bundle({
    ...common(dir),
    outdir,
    entryPoints: { [name]: entry },
    format: 'esm',
    splitting: true,
    minifyWhitespace: true,
    // Short, so that the line in an error's stack says where.
    lineLimit: 160,
    banner: { js: COMMONJS_BANNER },
    plugins: [packageAssets(join(outdir, 'assets'))],
  });
}

export interface CommandBundle {
  /** The package whose packages are taken. */
  readonly dir: string;
  readonly entry: string;
  /** `PATH/NAME.mjs` */
  readonly outfile: string;
}

/** Bundles a command into one file that needs nothing but Node, for a machine to which only files are carried. The same source gives the same bytes. */
export function bundleCommand({ dir, entry, outfile }: CommandBundle): Promise<BuildResult> {
  return bundle({
    ...common(dir),
    outdir: dirname(outfile),
    entryPoints: { [basename(outfile, '.mjs')]: entry },
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    legalComments: 'eof',
    sourcemap: false,
    banner: { js: COMMONJS_BANNER },
  });
}

/** Bundles Electron's main process. `dir`: the app's. */
export function bundleMain(dir: string): Promise<BuildResult> {
  return bundle({
    ...common(dir),
    entryPoints: { 'electron/main': join(dir, 'src/electron/main.ts') },
    format: 'esm',
    banner: { js: COMMONJS_BANNER },
  });
}

/** Bundles the preload: sandboxed, it is one CommonJS script. `dir`: the app's. */
export function bundlePreload(dir: string): Promise<BuildResult> {
  return bundle({
    ...common(dir),
    platform: 'browser',
    target: CHROMIUM,
    entryPoints: { 'electron/preload': join(dir, 'src/electron/preload.ts') },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  });
}

function common(dir: string): BuildOptions {
  return {
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
  };
}
