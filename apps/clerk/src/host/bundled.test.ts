import { bundleHost } from '@mado/shell/bundle';
import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

it('has in its bundle every part that is loaded only when it is needed', async () => {
  const outdir = await mkdtemp(join(tmpdir(), 'mado-bundled-'));
  try {
    await bundleHost({ dir: here('../..'), entry: here('testing/late-parts.ts'), outdir, name: 'main' });
    await writeFile(join(outdir, 'package.json'), JSON.stringify({ type: 'module' }));
    const city = here('../../../../procedures/sample-city');
    const { stdout } = await promisify(execFile)(process.execPath, [join(outdir, 'main.js'), city]);
    expect(JSON.parse(stdout)).toEqual({
      address: ['岩手県盛岡市肴町'],
      bank: ['岩手銀行'],
      reading: ['サトウ　ハナコ'],
      paper: '%PDF',
      workbook: 'PK\u0003\u0004',
    });
  } finally {
    await rm(outdir, { recursive: true });
  }
});
