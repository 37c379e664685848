import { createHash } from 'node:crypto';

/** The part of the machine's clipboard that is used; some versions of Electron answer at once. */
export interface Clipboard {
  readText(): string | Promise<string>;
  clear(): void | Promise<void>;
}

/**
 * Knows by a hash whether the clipboard still holds what was copied in the app's page, so that it can be taken out at the end of a session without
 * touching what the person copied elsewhere since.
 */
export class CopiedText {
  readonly #clipboard: Clipboard;
  #hash: string | null = null;

  constructor(clipboard: Clipboard) {
    this.#clipboard = clipboard;
  }

  /** Something was copied in the page and is in the clipboard now. */
  async noted(): Promise<void> {
    this.#hash = hashOf(await this.#clipboard.readText());
  }

  /** Empties the clipboard if it holds what was noted last. @returns whether it did */
  async clear(): Promise<boolean> {
    const noted = this.#hash;
    this.#hash = null;
    if (noted === null || hashOf(await this.#clipboard.readText()) !== noted) return false;
    await this.#clipboard.clear();
    return true;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');
