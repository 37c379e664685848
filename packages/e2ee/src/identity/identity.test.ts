import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeSigningKeys, signerOf } from '../bytes/index.ts';
import { City, identityOf } from '../testing/city.ts';
import { issueCertificate, readCertificate, verifyCertificate } from './certificate.ts';
import { issueRevocations, newer, verifyRevocations } from './revocation.ts';
import { CLOCK_TOLERANCE_MS, makeSessionIdentity, verifyCredential } from './session-identity.ts';

const DAY = 24 * 60 * 60 * 1000;

async function revocations(city: City, number: number, serials: Uint8Array[]) {
  const bytes = await issueRevocations(
    { cityId: city.cityId, number, issuedAt: city.now, serials },
    signerOf(city.authority.secretKey),
  );
  const verified = verifyRevocations(bytes, city.trust());
  if (!verified.ok) throw new Error(verified.fault);
  return verified.value;
}

describe('a device certificate', () => {
  it('says what the authority wrote', async () => {
    const city = new City();
    const { certificate } = await city.device('booth-1', 'kiosk');
    const checked = verifyCertificate(certificate, city.trust());
    expect(checked).toMatchObject({
      ok: true,
      value: { cityId: 'mado', deviceId: 'booth-1', role: 'kiosk', name: 'booth-1 さん' },
    });
  });

  it('is refused by its cause', async () => {
    const city = new City();
    const other = new City('yado');
    const { certificate } = await city.device('desk-1');
    const trust = city.trust();
    const fault = (bytes: Uint8Array, changed: object = {}) => {
      const checked = verifyCertificate(bytes, { ...trust, ...changed });
      return checked.ok ? null : checked.fault;
    };
    const read = readCertificate(certificate);
    if (!read.ok) throw new Error(read.fault);
    expect(fault(certificate)).toBeNull();
    expect(fault(certificate, { cityId: 'yado' })).toBe('wrong-city');
    expect(fault(certificate, { authorityKey: other.authority.publicKey })).toBe('bad-signature');
    expect(fault(certificate, { now: trust.now - DAY })).toBe('not-yet-valid');
    expect(fault(certificate, { now: trust.now + 400 * DAY })).toBe('expired');
    expect(fault(certificate, { revocations: await revocations(city, 1, [read.value.serial]) })).toBe('revoked');
    expect(fault(certificate.subarray(1))).toBe('unknown-schema');
    expect(fault(certificate.subarray(0, -1))).toBe('malformed');
  });

  it('keeps whatever a name may be, and refuses any changed byte', async () => {
    const city = new City();
    const keys = makeSigningKeys();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 50 }).filter((name) => name.length <= 100),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, at, flip) => {
          const bytes = await issueCertificate(
            {
              cityId: 'mado',
              deviceId: 'desk-1',
              role: 'clerk',
              name,
              publicKey: keys.publicKey,
              notBefore: 0,
              notAfter: city.now + DAY,
            },
            signerOf(city.authority.secretKey),
          );
          const checked = verifyCertificate(bytes, city.trust());
          expect(checked.ok && checked.value.name).toBe(name);
          const changed = bytes.slice();
          const place = at % bytes.byteLength;
          changed[place] = (changed[place] ?? 0) ^ flip;
          expect(verifyCertificate(changed, city.trust()).ok).toBe(false);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('never throws at bytes from anywhere', () => {
    const trust = new City().trust();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(verifyCertificate(bytes, trust).ok).toBe(false);
        expect(verifyRevocations(bytes, trust).ok).toBe(false);
        expect(verifyCredential(bytes, new Uint8Array(32), 'session-1', trust).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a list of revocations', () => {
  it('is believed from the own city alone, and never an older one', async () => {
    const city = new City();
    const other = new City();
    const serial = crypto.getRandomValues(new Uint8Array(16));
    const first = await revocations(city, 1, []);
    const second = await revocations(city, 2, [serial]);
    expect(newer(newer(null, second), first)).toBe(second);
    expect(newer(first, second)).toBe(second);
    const foreign = await issueRevocations(
      { cityId: 'mado', number: 3, issuedAt: 0, serials: [] },
      signerOf(other.authority.secretKey),
    );
    expect(verifyRevocations(foreign, city.trust())).toEqual({ ok: false, fault: 'bad-signature' });
  });
});

describe('a session identity', () => {
  it('speaks for one key in one session', async () => {
    const city = new City();
    const device = await city.device('desk-1');
    const identity = await identityOf(city, device);
    const { credential, keys } = identity;
    const check = (sessionId: string, key: Uint8Array, now = city.now) => {
      const checked = verifyCredential(credential, key, sessionId, { ...city.trust(), now });
      return checked.ok ? checked.value.certificate.deviceId : checked.fault;
    };
    expect(check('session-1', keys.publicKey)).toBe('desk-1');
    expect(check('session-2', keys.publicKey)).toBe('wrong-session');
    expect(check('session-1', makeSigningKeys().publicKey)).toBe('wrong-key');
    expect(check('session-1', keys.publicKey, city.now + 2 * DAY)).toBe('expired');
  });

  it('bears clocks that are a little apart', async () => {
    const city = new City();
    const device = await city.device('desk-1');
    city.now += DAY;
    const { credential, keys } = await identityOf(city, device);
    const at = (now: number) => verifyCredential(credential, keys.publicKey, 'session-1', { ...city.trust(), now });
    expect(at(city.now - CLOCK_TOLERANCE_MS).ok).toBe(true);
    expect(at(city.now - CLOCK_TOLERANCE_MS - 1)).toEqual({ ok: false, fault: 'not-yet-valid' });
  });

  it('is not made with a key that the certificate does not name', async () => {
    const city = new City();
    const device = await city.device('desk-1');
    const made = await makeSessionIdentity({
      sessionId: 'session-1',
      certificate: device.certificate,
      trust: city.trust(),
      device: signerOf(makeSigningKeys().secretKey),
    });
    expect(made).toEqual({ ok: false, fault: 'wrong-key' });
  });
});
