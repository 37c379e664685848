import { type Handlers, Refusal } from '@mado/rpc/node';
import type { ClerkContract } from '../contract/index.ts';
import { type KeptFile, MAX_KEPT_BYTES, PART_BYTES } from '../contract/kept-files.ts';

/** How long files are kept of which nobody says anything, in milliseconds: the page may be gone for good. */
const FORGET_AFTER_MS = 30 * 60 * 1000;

interface Kept {
  readonly sessionId: string;
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
  /** How much of it is here, from its beginning. */
  received: number;
  documentId: string | null;
}

type KeptFileHandlers = Pick<
  Handlers<ClerkContract>,
  'file.keep' | 'file.began' | 'file.kept' | 'file.part' | 'file.drop'
>;

/** Files on their way from this PC into the tray: in memory alone, and overwritten when they go. */
export class KeptFiles {
  readonly #files = new Map<string, Kept>();
  readonly #forgetAfterMs: number;
  #forgetting: ReturnType<typeof setTimeout> | undefined;

  constructor({ forgetAfterMs = FORGET_AFTER_MS }: { readonly forgetAfterMs?: number } = {}) {
    this.#forgetAfterMs = forgetAfterMs;
  }

  readonly handlers: KeptFileHandlers = {
    'file.keep': ({ sessionId, fileId, name, bytes, offset, part }) => {
      this.#wait();
      const file = offset === 0 ? this.#begin(fileId, { sessionId, name, bytes }) : this.#files.get(fileId);
      if (file?.received !== offset || offset + part.byteLength > file.content.byteLength) {
        this.#drop(fileId);
        return { kept: false };
      }
      file.content.set(part, offset);
      file.received += part.byteLength;
      return { kept: true };
    },
    'file.began': ({ fileId, documentId }) => {
      this.#wait();
      const file = this.#files.get(fileId);
      if (file !== undefined) file.documentId = documentId;
      return {};
    },
    'file.kept': ({ sessionId }) => {
      this.#wait();
      const files: KeptFile[] = [];
      for (const [fileId, file] of this.#files) {
        const { content, name, documentId } = file;
        if (file.sessionId !== sessionId) this.#drop(fileId);
        else if (file.received === content.byteLength)
          files.push({ fileId, name, bytes: content.byteLength, documentId });
      }
      return { files };
    },
    'file.part': ({ fileId, offset }) => {
      this.#wait();
      const part = this.#files.get(fileId)?.content.slice(offset, offset + PART_BYTES);
      if (part === undefined || part.byteLength === 0) throw new Refusal('unknown-file', 'no such file, or part of it');
      return { part };
    },
    'file.drop': ({ fileId }) => {
      this.#drop(fileId);
      return {};
    },
  };

  /** Overwrites and forgets everything. */
  clear(): void {
    clearTimeout(this.#forgetting);
    for (const fileId of [...this.#files.keys()]) this.#drop(fileId);
  }

  #begin(fileId: string, { sessionId, name, bytes }: Pick<Kept, 'sessionId' | 'name'> & { readonly bytes: number }) {
    this.#drop(fileId);
    const there = [...this.#files.values()].reduce((sum, { content }) => sum + content.byteLength, 0);
    if (there + bytes > MAX_KEPT_BYTES) return undefined;
    const file: Kept = { sessionId, name, content: new Uint8Array(bytes), received: 0, documentId: null };
    this.#files.set(fileId, file);
    return file;
  }

  #drop(fileId: string): void {
    this.#files.get(fileId)?.content.fill(0);
    this.#files.delete(fileId);
  }

  #wait(): void {
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => this.clear(), this.#forgetAfterMs);
    this.#forgetting.unref();
  }
}
