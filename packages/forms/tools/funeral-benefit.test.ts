import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TemplateMap } from '../src/template/map.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const kept = here('../../../procedures/sample-city/templates/funeral-benefit/template.json');

it('draws the very form and map that the sample city keeps', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mado-draft-'));
  await promisify(execFile)(process.execPath, [here('./funeral-benefit.ts'), folder]);
  const read = async (file: string): Promise<TemplateMap> => TemplateMap.parse(JSON.parse(await readFile(file, 'utf8')));
  // The digest is left out: another version of Node may pack the same drawing differently.
  const withoutDigest = ({ pdf, ...map }: TemplateMap): unknown => ({ ...map, file: pdf.file });
  expect(withoutDigest(await read(join(folder, 'template.json')))).toEqual(withoutDigest(await read(kept)));
  await rm(folder, { recursive: true });
});
