import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Carried } from '../stack/carried.ts';
import type { Residue } from '../stack/residue.ts';
import { playWholeSession } from '../stack/whole-session.ts';
import { SAMPLE_MEMO, SAMPLE_VALUES } from '../stack/sample-values.ts';
import { NO_ELECTRON, ownedByRuntime } from '../electron/launch.ts';
import { inElectron, openCity, withoutElectron } from './apps.ts';

const run = promisify(execFile);
/** What the server, both hosts, the printer and both browsers write comes to some five hundred files: many fewer were no search of all of it. */
const LEAST_FILES = { chromium: 300, electron: 20 };

for (const forceTcp of [false, true]) {
  test(`a whole session from check-in to erasure, media over ${forceTcp ? 'TCP' : 'UDP'}`, async () => {
    // Searching the server's memory and every file takes most of it.
    test.setTimeout(300_000);
    test.skip(withoutElectron(), NO_ELECTRON);
    // Beside the stack's folder, in which nothing may be left.
    const office = await mkdtemp(join(tmpdir(), 'mado-office-'));
    await chmod(office, 0o755);
    const carried = new Carried();
    const city = await openCity({
      ...{ forceTcp, electron: inElectron(), carried },
      departmentFolder: await ownedByRuntime(join(office, 'folder')),
    });
    try {
      const papers = new Map<string, Uint8Array>();
      const leastFiles = LEAST_FILES[inElectron() ? 'electron' : 'chromium'];
      const searches: (() => Promise<Residue>)[] = [];
      const report = await playWholeSession(city.stack, city.kiosk, city.clerk, {
        saving: true,
        picture: () => Promise.resolve(),
        paper(name, data) {
          papers.set(name, data);
          return Promise.resolve();
        },
        searchAgain: (search) => void searches.push(search),
        ...(inElectron() ? {} : { carried }),
      });
      expect(report.framesDecoded.kiosk).toBeGreaterThan(30);
      expect(report.framesDecoded.clerk).toBeGreaterThan(30);
      expect(report.audioEnergy.kiosk).toBeGreaterThan(0);
      expect(report.audioEnergy.clerk).toBeGreaterThan(0);
      expect(report.mediaProtocol).toBe(forceTcp ? 'tcp' : 'udp');
      expect(report.scanBytes).toBeGreaterThan(50_000);
      expect(report.printJob).toEqual({ state: 'completed', pages: 2 });
      expect(report.verificationNumber).toMatch(/^\d{5}( \d{5}){5}$/);
      expect(report.serverHeldControl).toEqual(['窓野市民センター']);
      // Of each end: its frames', a document's and two of its messages'.
      expect(report.keysSearched).toBe(8);
      expect(report.serverHeld).toEqual([]);
      if (!inElectron()) {
        expect(report.carried).toMatchObject({ found: [], control: report.serverHeldControl });
        // Scan, file and forms went through it.
        expect(report.carried?.bytes.bodies).toBeGreaterThan(report.scanBytes);
      }
      expect(report.foundWhileRunning).toEqual([]);
      expect(report.clipboardLeft).toBe('');
      expect(report.residueFound).toEqual([]);
      expect(report.erased).toBe(true);
      expect(report.boothCopies).toBe(false);
      expect(report.filesSearched.running).toBeGreaterThan(leastFiles);
      expect(report.filesSearched.erased).toBeGreaterThan(leastFiles);
      expect(city.problems()).toEqual([]);
      // What programs write when they end is on the disk now.
      await city.shut();
      const shut = await searches[0]?.();
      expect(shut?.found).toEqual([]);
      expect(shut?.filesSearched).toBeGreaterThan(leastFiles);

      const pdf = test.info().outputPath('printed.pdf');
      await writeFile(pdf, papers.get('printed.pdf') ?? new Uint8Array());
      const { stdout } = await run('pdftotext', ['-raw', pdf, '-']);
      const printed = stdout.normalize('NFC').replaceAll(/\s/g, '');
      for (const words of ['メモ', '窓野市市民登録課', SAMPLE_MEMO]) expect(printed).toContain(words);
      for (const [label, value] of SAMPLE_VALUES.filter(([name]) => /氏名|住所$/.test(name))) {
        expect(printed, label).toContain(value.replaceAll(/\s/g, ''));
      }
      await hasSaved(join(office, 'folder'));
    } finally {
      await city.close();
      await rm(office, { recursive: true });
    }
  });
}

/** What the clerk saved on purpose is there after the erasure as well: both forms, under names that name nobody, with what was typed. */
async function hasSaved(folder: string): Promise<void> {
  const files = (await readdir(folder)).toSorted();
  expect(files.map((file) => file.replace(/^\d{4}-\d\d-\d\d_受付\d{3}_/, ''))).toEqual([
    'メモ.pdf',
    '葬祭費支給申請書.pdf',
  ]);
  const { stdout } = await run('pdftotext', ['-raw', join(folder, files.at(-1) ?? ''), '-']);
  expect(stdout.normalize('NFC').replaceAll(/\s/g, '')).toContain('髙橋﨑花子');
}
