import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makePageKey } from './page-key.ts';
import type { ParcelPlace } from './parcel.ts';
import { CHUNK_BYTES, CHUNK_OVERHEAD_BYTES, ParcelOpener, ParcelSealer, chunkBytes, chunkCount } from './parcel.ts';

const SENDER = { sessionId: 's1', participantId: 'p-kiosk' };
const PLACE = { sender: SENDER, documentId: '6f2c0a4e-51f5-4f0e-9a35-0a3c8ad2b7aa', page: 3, part: 'page' } as const;

/** Bytes that differ from place to place, so that a swap shows. */
function bytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(length);
  for (let at = 0, state = seed; at < length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[at] = state >>> 24;
  }
  return data;
}

async function sealed(data: Uint8Array<ArrayBuffer>, key = makePageKey()) {
  const sealer = await ParcelSealer.of(key, PLACE, data);
  const chunks = await Promise.all(Array.from({ length: chunkCount(data.length) }, (_, index) => sealer.seal(index)));
  return { key, place: sealer.place, chunks, sealer };
}

/** Sizes around the borders of chunks, and any other up to four chunks. */
const sizes = fc.oneof(
  fc.constantFrom(1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7),
  fc.integer({ min: 1, max: 4 * CHUNK_BYTES }),
);

describe('a parcel', () => {
  it('of any size comes back as it was, chunk by chunk in any order', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, seed) => {
        const data = bytes(size, seed);
        const { key, place, chunks } = await sealed(data);
        const opener = await ParcelOpener.of(key, place);
        const back = new Uint8Array(size);
        for (const [index, chunk] of [...chunks.entries()].reverse()) {
          expect(chunk.byteLength).toBe(chunkBytes(size, index) + CHUNK_OVERHEAD_BYTES);
          back.set((await opener.open(index, chunk))!, index * CHUNK_BYTES);
        }
        expect(Buffer.compare(back, data)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('does not open with any bit changed, cut short or lengthened', async () => {
    const { key, place, chunks } = await sealed(bytes(CHUNK_BYTES + 90));
    const opener = await ParcelOpener.of(key, place);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 1), fc.nat(), fc.integer({ min: 0, max: 7 }), async (index, at, bit) => {
        const chunk = chunks[index]!;
        const changed = chunk.slice();
        changed[at % chunk.length]! ^= 1 << bit;
        expect(await opener.open(index, changed)).toBeNull();
        expect(await opener.open(index, chunk.subarray(0, at % chunk.length))).toBeNull();
        expect(await opener.open(index, Uint8Array.from([...chunk.subarray(0, 200), ...chunk]))).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('does not let chunks change places', async () => {
    const { key, place, chunks } = await sealed(new Uint8Array(4 * CHUNK_BYTES));
    const opener = await ParcelOpener.of(key, place);
    for (const [from, chunk] of chunks.entries()) {
      for (const to of [-1, 0, 0.5, 1, 2, 3, 4, 2 ** 32]) {
        const opened = await opener.open(to, chunk);
        expect(opened !== null).toBe(to === from);
      }
    }
  });

  it('is known when it was shortened to whole chunks, or continued behind its end', async () => {
    const { key, place, chunks } = await sealed(bytes(3 * CHUNK_BYTES));
    // The server, or whoever announces, claims that the parcel ends one chunk earlier or goes on.
    for (const claimed of [2 * CHUNK_BYTES, 4 * CHUNK_BYTES]) {
      const opener = await ParcelOpener.of(key, { ...place, bytes: claimed });
      for (const [index, chunk] of chunks.entries()) expect(await opener.open(index, chunk)).toBeNull();
    }
  });

  it('opens in its own place only: not as another page, part, document, parcel, session or sender’s, nor with another key', async () => {
    const { key, place, chunks } = await sealed(bytes(100));
    const others: Partial<ParcelPlace>[] = [
      { page: 2 },
      { part: 'preview' },
      { documentId: crypto.randomUUID() },
      { parcelId: crypto.randomUUID() },
      { sender: { ...SENDER, sessionId: 's2' } },
      { sender: { ...SENDER, participantId: 'p-clerk' } },
    ];
    for (const other of others) {
      const opener = await ParcelOpener.of(key, { ...place, ...other });
      expect(await opener.open(0, chunks[0]!)).toBeNull();
    }
    const foreign = await ParcelOpener.of(makePageKey(), place);
    expect(await foreign.open(0, chunks[0]!)).toBeNull();
  });

  it('is another one each time that it is sealed, and the same for each try to send it', async () => {
    const data = bytes(5000);
    const { key, place, chunks, sealer } = await sealed(data);
    expect(await sealer.seal(0)).toEqual(chunks[0]);
    const again = await sealed(data, key);
    expect(again.place.parcelId).not.toBe(place.parcelId);
    expect(again.chunks[0]).not.toEqual(chunks[0]);
  });

  it('shows nothing of what is in it', async () => {
    const text = new TextEncoder().encode('髙橋﨑 葬祭費 '.repeat(200));
    const { chunks } = await sealed(new Uint8Array(text));
    expect(Buffer.from(chunks[0]!).includes(Buffer.from('葬祭費'))).toBe(false);
  });

  it('is refused where it cannot be: empty, with a key of another length, beyond its end', async () => {
    await expect(ParcelSealer.of(makePageKey(), PLACE, new Uint8Array(0))).rejects.toThrow(RangeError);
    await expect(ParcelSealer.of(new Uint8Array(16), PLACE, bytes(1))).rejects.toThrow(RangeError);
    const { sealer } = await sealed(bytes(1));
    expect(() => sealer.seal(1)).toThrow(RangeError);
  });
});
