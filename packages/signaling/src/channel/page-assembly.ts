/** Why a page that arrived is not what its sender announced. */
export type PageFault = 'outside-page' | 'overlap' | 'wrong-hash' | 'forged' | 'not-handed-out';

export type ChunkResult =
  | { readonly state: 'more'; readonly received: number }
  /** All bytes are there; `verify` tells whether they are the right ones. */
  | { readonly state: 'full'; readonly received: number }
  | { readonly state: 'damaged'; readonly fault: PageFault };

/**
 * One page on its way here. Memory is taken for what arrives and not for what is announced, so that an announcement
 * alone costs nothing.
 */
export class PageAssembly {
  readonly #bytes: number;
  readonly #sha256: Uint8Array<ArrayBuffer>;
  readonly #chunks = new Map<number, Uint8Array<ArrayBuffer>>();
  #received = 0;

  constructor(bytes: number, sha256: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#sha256 = sha256;
  }

  /** Takes a chunk in any order; the same one twice counts once. */
  add(offset: number, data: Uint8Array<ArrayBuffer>): ChunkResult {
    if (offset + data.byteLength > this.#bytes || data.byteLength === 0) {
      return { state: 'damaged', fault: 'outside-page' };
    }
    const known = this.#chunks.get(offset);
    if (known !== undefined && known.byteLength !== data.byteLength) return { state: 'damaged', fault: 'overlap' };
    if (known === undefined) {
      // A copy: the chunk is a view into the whole message, which would otherwise stay in memory with it.
      this.#chunks.set(offset, data.slice());
      this.#received += data.byteLength;
    }
    if (this.#received > this.#bytes) return { state: 'damaged', fault: 'overlap' };
    return { state: this.#received === this.#bytes ? 'full' : 'more', received: this.#received };
  }

  /** Puts the chunks together and checks them against the announced SHA-256. */
  async verify(): Promise<{ ok: true; data: Uint8Array<ArrayBuffer> } | { ok: false; fault: PageFault }> {
    const data = new Uint8Array(this.#bytes);
    let end = 0;
    for (const [offset, chunk] of [...this.#chunks].sort(([a], [b]) => a - b)) {
      if (offset !== end) return { ok: false, fault: 'overlap' };
      data.set(chunk, offset);
      end = offset + chunk.byteLength;
    }
    this.destroy();
    if (end !== this.#bytes) return { ok: false, fault: 'overlap' };
    if (sameBytes(await sha256(data), this.#sha256)) return { ok: true, data };
    data.fill(0);
    return { ok: false, fault: 'wrong-hash' };
  }

  /** Overwrites what arrived so far. */
  destroy(): void {
    for (const chunk of this.#chunks.values()) chunk.fill(0);
    this.#chunks.clear();
  }
}

export async function sha256(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', data));
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index]);
}
