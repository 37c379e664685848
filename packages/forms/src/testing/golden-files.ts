import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differenceBetween, type Golden, goldenOf } from './golden.ts';
import { decodePng } from './golden-png.ts';
import type { Picture } from './paper.ts';
import type { Template } from '../template/template.ts';

/** Where the reviewed pictures of a sample form are kept: beside the code, because a city's folder goes into installers. */
export const goldenFolder = (id: string): string => fileURLToPath(new URL(`../../golden/${id}`, import.meta.url));

/** One file a sheet: `longest-2.png` is the second sheet of the sample `longest`. */
export const goldenName = (sample: string, sheet: number): string => `${sample}-${sheet + 1}.png`;

/**
 * Compares a filled form with its reviewed pictures: one sentence for each sheet that is not as it was, none when all are.
 * @param sheets the rendered sheets, each with the template's page that it shows
 */
export async function deviations(
  template: Template,
  sample: string,
  sheets: readonly { readonly picture: Picture; readonly page: number }[],
): Promise<string[]> {
  const { id, fields } = template.map;
  const found = await Promise.all(
    sheets.map(async ({ picture, page }, index) => {
      const name = goldenName(sample, index);
      const reviewed = await reviewedPicture(join(goldenFolder(id), name));
      const again = `look at it and keep it with: scripts/pnpm exec node packages/forms/src/testing/keep-golden.ts ${id}`;
      if (!reviewed) return `${id}/${name} is not kept; ${again}`;
      const difference = differenceBetween(reviewed, goldenOf(picture), fields, page);
      if (!difference) return undefined;
      const where = Object.entries(difference.fields).map(([field, dots]) => `${field} (${dots})`);
      return `${id}/${name} differs in ${difference.dots} dots: ${where.join(', ')}; if that is right, ${again}`;
    }),
  );
  return found.filter((sentence) => sentence !== undefined);
}

async function reviewedPicture(file: string): Promise<Golden | undefined> {
  try {
    return decodePng(await readFile(file));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
