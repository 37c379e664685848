import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBlocks, writeBlock } from './block.ts';
import { authorityFingerprint, requestFingerprint } from './fingerprint.ts';

const kind = fc.constantFrom('ENROLMENT REQUEST' as const, 'DEVICE CERTIFICATE' as const, 'REVOCATION LIST' as const);
const blocks = fc.array(fc.record({ kind, bytes: fc.uint8Array({ minLength: 1, maxLength: 400 }) }), { maxLength: 4 });

describe('blocks', () => {
  it('come back whole from mail and paste', () => {
    fc.assert(
      fc.property(
        blocks,
        fc.constantFrom('\n', '\r\n', '\n  '),
        fc.constantFrom('', 'よろしく。\n> '),
        (given, end, words) => {
          const text =
            words + given.map((block) => writeBlock({ ...block, bytes: Uint8Array.from(block.bytes) })).join(words);
          const read = readBlocks(text.replaceAll('\n', end));
          expect(read.map((block) => [block.kind, [...block.bytes]])).toEqual(
            given.map((block) => [block.kind, [...block.bytes]]),
          );
        },
      ),
    );
  });

  it('leave out what is cut short or of an unknown kind, and never throw', () => {
    const whole = writeBlock({ kind: 'DEVICE CERTIFICATE', bytes: new Uint8Array(100) });
    for (const end of [10, 60, whole.length - 10]) expect(readBlocks(whole.slice(0, end))).toEqual([]);
    expect(readBlocks(whole.replaceAll('DEVICE CERTIFICATE', 'PRIVATE KEY'))).toEqual([]);
    expect(readBlocks(whole.replace('AAAA', 'AA?A'))).toEqual([]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readBlocks(`-----BEGIN MADO REVOCATION LIST-----${text}`)).toEqual([]);
      }),
    );
  });
});

describe('fingerprints', () => {
  it('are six groups of five digits and differ with any byte', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, flip) => {
          const digits = requestFingerprint(bytes);
          expect(digits).toMatch(/^\d{5}( \d{5}){5}$/);
          const changed = Uint8Array.from(bytes);
          changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ flip;
          expect(requestFingerprint(changed)).not.toBe(digits);
        },
      ),
    );
  });

  it('tell authorities of one key in two cities apart', () => {
    const publicKey = new Uint8Array(32).fill(7);
    expect(authorityFingerprint({ cityId: 'mado', publicKey })).not.toBe(
      authorityFingerprint({ cityId: 'yado', publicKey }),
    );
  });
});
