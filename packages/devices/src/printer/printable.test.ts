import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { printablePdf } from './printable.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } });
const bytes = (buffer: Buffer) => new Uint8Array(buffer);

/** What poppler finds in a PDF: its sheets, and the pictures in them as files. */
function examine(pdf: Uint8Array): { info: string; pictures: Buffer[] } {
  const dir = mkdtempSync(join(tmpdir(), 'mado-printable-'));
  try {
    const file = join(dir, 'paper.pdf');
    writeFileSync(file, pdf);
    const info = execFileSync('pdfinfo', ['-l', '9', file], { encoding: 'utf8' });
    execFileSync('pdfimages', ['-all', file, join(dir, 'picture')]);
    const names = readdirSync(dir).filter((name) => name.startsWith('picture'));
    return { info, pictures: names.sort().map((name) => readFileSync(join(dir, name))) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('what a printer gets', () => {
  it('is each picture on a sheet that lies as it does, a JPEG with its very bytes', async () => {
    const upright = await picture(400, 600).jpeg().toBuffer();
    const lying = await picture(600, 400).png().toBuffer();
    const { info, pictures } = examine(
      await printablePdf([
        { mime: 'image/jpeg', data: bytes(upright) },
        { mime: 'image/png', data: bytes(lying) },
      ]),
    );
    expect(info).toMatch(/Pages:\s+2/);
    expect(info).toMatch(/Page\s+1 size:\s+595\.28 x 841\.89/);
    expect(info).toMatch(/Page\s+2 size:\s+841\.89 x 595\.28/);
    expect(pictures).toHaveLength(2);
    expect(pictures[0]!.equals(upright)).toBe(true);
  });

  it('is a single PDF as it came', async () => {
    const data = new TextEncoder().encode('%PDF-1.7 …');
    expect(await printablePdf([{ mime: 'application/pdf', data }])).toBe(data);
  });

  it('is nothing for what is broken, mixed or empty', async () => {
    const whole = await picture(400, 600).jpeg().toBuffer();
    const jpeg = { mime: 'image/jpeg', data: bytes(whole) } as const;
    const cut = { mime: 'image/jpeg', data: bytes(whole).subarray(0, whole.byteLength / 2) } as const;
    const pdf = { mime: 'application/pdf', data: new TextEncoder().encode('%PDF-1.7 …') } as const;
    for (const pages of [[], [cut], [jpeg, pdf], [{ ...jpeg, data: new Uint8Array(9) }]]) {
      await expect(printablePdf(pages)).rejects.toMatchObject({ fault: 'document-unreadable' });
    }
  });
});
