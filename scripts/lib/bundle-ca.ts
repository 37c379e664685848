import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleCommand } from '../../packages/shell/build/bundle.ts';

const PACKAGE = fileURLToPath(new URL('../../packages/enrolment', import.meta.url));

/** Writes `mado-ca` as one file. @returns its SHA-256, by which whoever carried it sees that it is still the same */
export async function bundleCa(outfile: string): Promise<string> {
  await bundleCommand({ dir: PACKAGE, entry: resolve(PACKAGE, 'src/ca-main.ts'), outfile });
  return createHash('sha256')
    .update(await readFile(outfile))
    .digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const outfile = process.argv[2];
  if (outfile === undefined) throw new Error('where to?');
  console.log(`${await bundleCa(outfile)}  ${outfile}`);
}
