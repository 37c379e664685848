import { cp, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackage } from './find-package.ts';
import { writeLicences } from './licences.ts';

/**
 * Lays out what goes into an installer: the bundles, a package.json of its own, and the native packages with what they need, as
 * plain folders. Nothing of the workspace comes along, so the installer holds what runs and no more, and the licences of all of it.
 *
 * @param {{ dir: string, native: readonly string[] }} options
 */
export async function stage({ dir, native }) {
  const target = join(dir, 'dist/app');
  await rm(target, { recursive: true, force: true });
  await mkdir(join(target, 'node_modules'), { recursive: true });
  for (const part of ['ui', 'host', 'electron']) {
    await cp(join(dir, 'dist', part), join(target, 'dist', part), {
      recursive: true,
      filter: (path) => !path.endsWith('.map'),
    });
  }
  const manifest = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
  /** @type {Record<string, string>} */
  const dependencies = {};
  for (const name of native.filter((candidate) => candidate in manifest.dependencies)) {
    await copyPackage(name, dir, join(target, 'node_modules'), new Set());
    dependencies[name] = manifest.dependencies[name];
  }
  await writeLicences(dir, join(target, 'licences'));
  const { version, description, license, type, main } = manifest;
  const name = manifest.name.replace('@', '').replace('/', '-');
  const author = 'Mado';
  await writeFile(
    join(target, 'package.json'),
    `${JSON.stringify({ name, version, description, author, license, type, main, dependencies }, null, 2)}\n`,
  );
}

/**
 * Copies an installed package and everything that it needs at run time. Optional dependencies are the prebuilt parts of other
 * platforms; those that are not installed here are left out.
 *
 * @param {string} name @param {string} from @param {string} target @param {Set<string>} done
 */
async function copyPackage(name, from, target, done) {
  if (done.has(name)) return;
  done.add(name);
  const found = findPackage(name, from);
  if (!found) throw new Error(`not installed: ${name}`);
  const source = await realpath(found);
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  await cp(source, join(target, name), { recursive: true, dereference: true, filter: isRuntimePart(source) });
  for (const needed of Object.keys(manifest.dependencies ?? {})) {
    if (!BUILD_ONLY.has(needed)) await copyPackage(needed, source, target, done);
  }
  for (const optional of Object.keys(manifest.optionalDependencies ?? {})) {
    if (findPackage(optional, source)) await copyPackage(optional, source, target, done);
  }
}

/** Headers that native packages are compiled with, and types. */
const BUILD_ONLY = new Set(['node-addon-api', 'node-gyp-build', '@types/w3c-web-usb']);

/** Sources, and the prebuilt parts of other platforms, stay behind. @param {string} root */
function isRuntimePart(root) {
  const platform = `${process.env.MADO_PACK_PLATFORM ?? process.platform}-${process.env.MADO_PACK_ARCH ?? process.arch}`;
  return (/** @type {string} */ path) => {
    const inside = path.slice(root.length + 1);
    if (/^(deps|src|hidapi)(\/|$)|^binding\.gyp$|(^|\/)node_modules$/.test(inside)) return false;
    const prebuilt = /^prebuilds\/([^/]+)/.exec(inside)?.[1];
    // Named after the platform alone (a file), or after the binding as well (a folder, as in `HID_hidraw-linux-x64`).
    return prebuilt === undefined || prebuilt === `${platform}.node` || prebuilt.endsWith(`-${platform}`);
  };
}
