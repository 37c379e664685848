import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SignedHead } from './signing.ts';

/** A signed head that was written down outside of the database, and when. */
export const Anchor = z.strictObject({ ...SignedHead.shape, time: z.iso.datetime() });
export type Anchor = z.infer<typeof Anchor>;

/** One line of the file: an anchor, or something that is none. `line` counts from 1. */
export interface AnchorLine {
  readonly line: number;
  readonly anchor: Anchor | null;
}

const FILE = 'audit-anchors.jsonl';
const LINE_END = '\n';

/** The file beside the database in which heads are kept: a database that was put back to an older state does not agree with it. */
export class AnchorFile {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, FILE);
  }

  get exists(): boolean {
    return existsSync(this.#path);
  }

  /** All whole lines. One that a crash cut short was never told to anybody and does not count. */
  read(): AnchorLine[] {
    return wholeLines(readFileSync(this.#path, 'utf8'))
      .split(LINE_END)
      .slice(0, -1)
      .map((text, index) => ({ line: index + 1, anchor: anchorOf(text) }));
  }

  create(): void {
    closeSync(openSync(this.#path, 'a', 0o600));
  }

  /** Adds an anchor and waits for the disk. */
  add(anchor: Anchor): void {
    const whole = this.exists ? Buffer.byteLength(wholeLines(readFileSync(this.#path, 'utf8'))) : 0;
    const file = openSync(this.#path, 'a', 0o600);
    try {
      ftruncateSync(file, whole);
      writeSync(file, `${JSON.stringify(anchor)}${LINE_END}`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

const wholeLines = (text: string): string => text.slice(0, text.lastIndexOf(LINE_END) + 1);

function anchorOf(text: string): Anchor | null {
  try {
    return Anchor.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON: the reader is told that this line is no anchor.
    return null;
  }
}
