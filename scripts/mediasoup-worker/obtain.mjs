// Puts a mediasoup-worker of the installed mediasoup's version into the user's cache, once per machine and version:
// the prebuilt one when its download works, else one built from the npm package's own sources (build-worker.sh).
// Usage: node obtain.mjs <node_modules/mediasoup>   Prints the path of the worker on stdout, what it does on stderr.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { arch, homedir, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';

const source = process.argv[2];
if (!source) throw new Error('usage: obtain.mjs <node_modules/mediasoup>');
const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'mado');
const target = join(cache, `mediasoup-worker-${manifest.version}-${platform()}-${arch()}`);

/** A worker that is started without its channel says so with this exit code: it loads and runs on this machine. */
const RUNS = 41;

/** @param {string} file */
const runs = (file) => spawnSync(file, [], { timeout: 10_000 }).status === RUNS;

/**
 * Tries the prebuilt worker of mediasoup's own release page. False when it cannot be had or does not run here.
 * @param {string} file where to put it
 */
async function download(file) {
  const base =
    process.env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] ||
    `${manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  const kernel = platform() === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  const name = `mediasoup-worker-${manifest.version}-${platform()}-${arch()}${kernel}.tgz`;
  try {
    const answer = await fetch(`${base}/${manifest.version}/${name}`, { signal: AbortSignal.timeout(60_000) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const folder = mkdtempSync(join(tmpdir(), 'mado-worker-'));
    try {
      writeFileSync(join(folder, 'worker.tgz'), Buffer.from(await answer.arrayBuffer()));
      execFileSync('tar', ['xzf', 'worker.tgz'], { cwd: folder });
      writeFileSync(file, readFileSync(join(folder, platform() === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker')));
    } finally {
      rmSync(folder, { recursive: true });
    }
    chmodSync(file, 0o755);
    if (!runs(file)) throw new Error('it does not run on this machine');
    return true;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    console.error(`no prebuilt worker (${cause})`);
    return false;
  }
}

if (!existsSync(target) || !runs(target)) {
  mkdirSync(cache, { recursive: true });
  const fresh = `${target}.${process.pid}`;
  try {
    if (await download(fresh)) {
      console.error('mediasoup worker: prebuilt');
    } else {
      console.error('building it from the sources in the npm package (about five minutes, once per machine)');
      execFileSync(join(import.meta.dirname, 'prepare-build.sh'), { stdio: ['ignore', 2, 2] });
      execFileSync(join(import.meta.dirname, 'build-worker.sh'), [source, fresh], { stdio: ['ignore', 2, 2] });
      if (!runs(fresh)) throw new Error('the built worker does not run');
    }
    // Last, in one step: two set-ups at once leave one whole worker.
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { force: true });
  }
}
console.log(target);
