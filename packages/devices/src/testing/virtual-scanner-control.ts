import { join } from 'node:path';
import { z } from 'zod';
import { readControl, writeControl } from './control-file.ts';

/** What can be wrong with the virtual scanner. `missing` is a scanner that is switched off. */
export const VIRTUAL_SCANNER_FAULTS = ['jam', 'no-paper', 'cover-open', 'busy', 'missing'] as const;
export type VirtualScannerFault = (typeof VIRTUAL_SCANNER_FAULTS)[number];

const Setting = z.strictObject({
  fault: z.enum(VIRTUAL_SCANNER_FAULTS).nullable().default(null),
  /** Pages of a job that go through before a jam. */
  afterPages: z.int().nonnegative().default(0),
  /** Milliseconds that a page takes. */
  pageMs: z.int().nonnegative().default(0),
});
export type VirtualScannerSetting = z.infer<typeof Setting>;

const SETTING_FILE = 'scanner.json';

export async function readScannerSetting(directory: string): Promise<VirtualScannerSetting> {
  const text = await readControl(join(directory, SETTING_FILE));
  return Setting.parse(text === null ? {} : JSON.parse(text));
}

/** Changes the virtual scanner whose directory this is, from any process; what is not named stays. */
export async function setVirtualScanner(directory: string, change: Partial<VirtualScannerSetting>): Promise<void> {
  const now = await readScannerSetting(directory);
  await writeControl(join(directory, SETTING_FILE), JSON.stringify({ ...now, ...change }));
}
