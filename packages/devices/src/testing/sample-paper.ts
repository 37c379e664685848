import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Papers that a citizen brings to the condolence desk. Everything on them is invented. */
export const SAMPLE_PAPERS = ['receipt', 'bank-book'] as const;
export type SamplePaper = (typeof SAMPLE_PAPERS)[number];

function fontDirectory(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
}

/**
 * Draws a paper as it lies on the glass: printed, filled in by hand, stamped, a little crooked, on paper that is not quite white.
 * A4 at 200 dpi, PNG. Drawn in a process of its own, because fonts are chosen by the environment of a process.
 */
export async function drawSamplePaper(paper: SamplePaper): Promise<Buffer> {
  const directory = await mkdtemp(join(tmpdir(), 'mado-paper-'));
  try {
    const fonts = ['@expo-google-fonts/biz-udgothic', '@expo-google-fonts/yomogi'].map(fontDirectory);
    const file = join(directory, 'fonts.conf');
    await writeFile(
      file,
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${fonts
        .map((font) => `<dir>${font}</dir>`)
        .join('')}<cachedir>${join(directory, 'cache')}</cachedir></fontconfig>`,
    );
    const script = fileURLToPath(new URL('paint-sample-paper.ts', import.meta.url));
    return await new Promise<Buffer>((resolve, reject) => {
      execFile(
        process.execPath,
        [script, paper],
        { env: { ...process.env, FONTCONFIG_FILE: file }, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
        (error, stdout) => {
          if (error === null) resolve(stdout);
          else reject(new Error('cannot draw the sample paper', { cause: error }));
        },
      );
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
