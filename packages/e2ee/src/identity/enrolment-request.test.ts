import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeSigningKeys, signerOf } from '../bytes/index.ts';
import { MAX_REQUEST_BYTES, readEnrolmentRequest, signEnrolmentRequest } from './enrolment-request.ts';

const keys = makeSigningKeys();
const sign = (name: string, deviceId = 'booth-1') =>
  signEnrolmentRequest(
    { deviceId, role: 'kiosk', name, publicKey: keys.publicKey, requestedAt: 1_800_000_000_000 },
    signerOf(keys.secretKey),
  );

describe('an enrolment request', () => {
  it('says what the device wrote, and refuses any changed byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 30 }).filter((name) => name.length <= 100),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, at, flip) => {
          const bytes = await sign(name);
          expect(bytes.byteLength).toBeLessThanOrEqual(MAX_REQUEST_BYTES);
          expect(readEnrolmentRequest(bytes)).toMatchObject({
            ok: true,
            value: { deviceId: 'booth-1', role: 'kiosk', name, requestedAt: 1_800_000_000_000 },
          });
          const changed = bytes.slice();
          const place = at % bytes.byteLength;
          changed[place] = (changed[place] ?? 0) ^ flip;
          expect(readEnrolmentRequest(changed).ok).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is not made for an identifier that the server does not take', async () => {
    await expect(sign('東', 'booth 1')).rejects.toThrow(RangeError);
  });

  it('never throws at bytes from anywhere', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readEnrolmentRequest(bytes).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
