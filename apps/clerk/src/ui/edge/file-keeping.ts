import { isHostGone } from '@mado/rpc';
import { type KeptFile, MAX_FILE_BYTES, PART_BYTES } from '../../contract/kept-files.ts';
import type { ClerkHost } from './clerk-host.ts';

/** A file that a former page had begun to put into the tray. */
export interface FoundFile {
  readonly fileId: string;
  readonly file: File;
  /** The document that was begun with it; null: none was. */
  readonly documentId: string | null;
}

/**
 * Leaves files that are on their way with the host, so that a page that is loaded again in the middle finds them. That is a help and nothing that
 * the way into the tray waits for: when it cannot be done, the clerk is asked for the same file after a reload.
 */
export class FileKeeping {
  readonly #host: Pick<ClerkHost, 'call'>;
  readonly #sessionId: string;
  readonly #history: Promise<void>;

  /** `history`: what this device did before in the session is known here again. */
  constructor(host: Pick<ClerkHost, 'call'>, sessionId: string, history: Promise<void>) {
    this.#host = host;
    this.#sessionId = sessionId;
    this.#history = history;
  }

  /** Gives the host a file, until the signal says that it is not wanted any more. */
  async keep(fileId: string, file: File, signal: AbortSignal): Promise<void> {
    // It is refused in any case.
    if (file.size > MAX_FILE_BYTES) return;
    const about = { sessionId: this.#sessionId, fileId, name: file.name.slice(-MAX_NAME).toWellFormed() };
    try {
      for (let offset = 0; offset < file.size; offset += PART_BYTES) {
        const part = new Uint8Array(await file.slice(offset, offset + PART_BYTES).arrayBuffer());
        if (signal.aborted) return;
        const { kept } = await this.#host.call('file.keep', { ...about, bytes: file.size, offset, part });
        if (!kept) return;
      }
    } catch {
      // The host or the file is away; what becomes of the file itself is said by who puts it into the tray.
    } finally {
      if (signal.aborted) this.drop(fileId);
    }
  }

  began(fileId: string, documentId: string): void {
    this.#host.call('file.began', { fileId, documentId }).catch(unlessGone);
  }

  drop(fileId: string): void {
    this.#host.call('file.drop', { fileId }).catch(unlessGone);
  }

  /** What a former page left, once it is known what it had done in the session. */
  async found(): Promise<readonly FoundFile[]> {
    try {
      const { files } = await this.#host.call('file.kept', { sessionId: this.#sessionId });
      if (files.length === 0) return [];
      await this.#history;
      const found: FoundFile[] = [];
      for (const file of files) found.push(await this.#take(file));
      return found;
    } catch (error) {
      unlessGone(error);
      return [];
    }
  }

  async #take({ fileId, name, bytes, documentId }: KeptFile): Promise<FoundFile> {
    const parts: BlobPart[] = [];
    for (let offset = 0; offset < bytes; offset += PART_BYTES) {
      const { part } = await this.#host.call('file.part', { fileId, offset });
      parts.push(new Uint8Array(part));
    }
    return { fileId, documentId, file: new File(parts, name) };
  }
}

/** Longest name that the host keeps, in UTF-16 units; its end says what kind of file it is. */
const MAX_NAME = 255;

function unlessGone(error: unknown): void {
  if (!isHostGone(error)) reportError(error);
}
