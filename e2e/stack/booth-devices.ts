import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawSamplePaper, startVirtualPrinter, startVirtualScanner } from '@mado/devices/testing';
import type { VirtualPrinter, VirtualScanner } from '@mado/devices/testing';

/** The scanner and the printer of the booth: real protocols on loopback, with paper in them and faults on demand. */
export interface BoothDevices {
  readonly scanner: VirtualScanner;
  readonly printer: VirtualPrinter;
  /** What the kiosk's configuration says of them. */
  readonly scannerConfig: unknown;
  readonly printerConfig: unknown;
  /** The paper on the glass, as a PNG file. */
  readonly paper: string;
  stop(): Promise<void>;
}

/** Starts both below `dir`, which is made. */
export async function startBoothDevices(dir: string): Promise<BoothDevices> {
  await mkdir(dir, { recursive: true });
  const paper = join(dir, 'paper.png');
  await writeFile(paper, await drawSamplePaper('receipt'));
  const scannerDir = join(dir, 'scanner');
  const printerDir = join(dir, 'printer');
  await Promise.all([mkdir(scannerDir), mkdir(printerDir)]);
  const scanner = await startVirtualScanner({ dir: scannerDir, pages: [paper] });
  try {
    const printer = await startVirtualPrinter({ dir: printerDir });
    return {
      scanner,
      printer,
      paper,
      scannerConfig: { driver: 'sane', device: scanner.device, saneConfigDir: scanner.saneConfigDir },
      printerConfig: { driver: 'ipp', uri: printer.uri },
      async stop() {
        await Promise.all([scanner.stop(), printer.stop()]);
      },
    };
  } catch (error) {
    await scanner.stop();
    throw error;
  }
}
