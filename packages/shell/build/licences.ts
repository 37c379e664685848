import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { findPackage } from './find-package.ts';

/** Licences whose code must not be inside an app. A choice between one of these and another is the other. */
const REFUSED = /\b[AL]?GPL|\bSSPL|\bBUSL/i;
/** Libraries under LGPL that are loaded as a file of their own, which anybody may replace. */
const REPLACEABLE = /^@img\/sharp-(libvips|win32)-/;
/** How packages call the file: LICENSE, LICENCE.md, license-mit.txt, COPYING, NOTICE, OFL.txt … */
const TEXT = /^(licen[cs]e|copying|notice|ofl)([-_.].*)?$/i;

const names = z.record(z.string(), z.string()).default({});
const typed = z.object({ type: z.string() });
const manifestSchema = z.object({
  name: z.string(),
  version: z.string().default(''),
  license: z.union([z.string(), typed]).optional(),
  licenses: z.array(typed).optional(),
  dependencies: names,
  optionalDependencies: names,
});
type Manifest = z.infer<typeof manifestSchema>;

/** A package that may be inside an app, the SPDX expression that it gives ('' for none), and the texts of its licences. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly texts: readonly string[];
}

/**
 * Every package that an app may carry inside it, by name: what it and the workspace's packages depend on at run time, through all levels. More
 * than what is bundled, because a bundle leaves out what nobody calls. Throws when a dependency is not installed.
 *
 * @param dir the app's folder
 */
export async function licencesOf(dir: string): Promise<Licence[]> {
  const found: Licence[] = [];
  const seen = new Set<string>();

  async function walk(folder: string): Promise<void> {
    const root = await realpath(folder);
    if (seen.has(root)) return;
    seen.add(root);
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    if (root.includes('/node_modules/')) found.push(await licenceOf(root, manifest));
    // The prebuilt parts of other platforms are not installed here.
    for (const name of Object.keys(manifest.optionalDependencies)) await walkTo(name, root, () => undefined);
    for (const name of Object.keys(manifest.dependencies)) {
      await walkTo(name, root, () => {
        throw new Error(`not installed: ${name}, which ${manifest.name} needs`);
      });
    }
  }

  async function walkTo(name: string, from: string, missing: () => void): Promise<void> {
    const path = findPackage(name, from);
    if (path === undefined) missing();
    else await walk(path);
  }

  await walk(dir);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function licenceOf(root: string, { name, version, license, licenses }: Manifest): Promise<Licence> {
  const said =
    (typeof license === 'string' ? license : license?.type) ?? licenses?.map(({ type }) => type).join(' OR ');
  const files = (await readdir(root, { withFileTypes: true })).filter(
    (entry) => entry.isFile() && TEXT.test(entry.name),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(root, file.name), 'utf8')));
  // A few say it in their text alone.
  const read = texts.some((text) => /^(The )?MIT License/i.test(text.trim())) ? 'MIT' : '';
  return { name, version, licence: said ?? read, texts };
}

/**
 * Whether a package may be inside an app by its SPDX expression: of a choice (`OR`) one part suffices, of a sum (`AND`) each counts.
 * A package that says nothing may not.
 */
export function mayBeInside({ name, licence }: Pick<Licence, 'name' | 'licence'>): boolean {
  if (licence.trim() === '') return false;
  return licence.split(/\sOR\s/i).some((choice) => {
    return !REFUSED.test(REPLACEABLE.test(name) ? choice.replace(/LGPL-[\w.-]+/g, '') : choice);
  });
}

/**
 * Writes the licences of all packages of an app into `target`, one file each. Throws, and writes nothing, when one may not be inside.
 *
 * @param dir the app's folder
 */
export async function writeLicences(dir: string, target: string): Promise<void> {
  const licences = await licencesOf(dir);
  const refused = licences.filter((one) => !mayBeInside(one));
  if (refused.length > 0) {
    throw new Error(`not allowed inside an app: ${refused.map((one) => `${one.name} (${one.licence})`).join(', ')}`);
  }
  await mkdir(target, { recursive: true });
  for (const { name, version, licence, texts } of licences) {
    const file = `${name.replace('@', '').replace('/', '-')}-${version}.txt`;
    await writeFile(join(target, file), [`${name} ${version}: ${licence}`, ...texts].join('\n\n'));
  }
}
