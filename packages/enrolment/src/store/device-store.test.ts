import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  issueCertificate,
  issueRevocations,
  makeSessionIdentity,
  makeSigningKeys,
  readEnrolmentRequest,
  signerOf,
} from '@mado/e2ee';
import fc from 'fast-check';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, open, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceStore, ENROLMENT_FILE, type KeyInStore, revocationsFile } from './device-store.ts';
import type { Disk } from './whole-file.ts';

const NOW = 1_800_000_000_000;
const DAY = 24 * 3600 * 1000;

function key(): KeyInStore {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}

class Office {
  readonly keys = makeSigningKeys();
  readonly authority = { cityId: 'mado', publicKey: this.keys.publicKey };

  certify(publicKey: Uint8Array<ArrayBuffer>, notAfter = NOW + 365 * DAY) {
    const about = { cityId: 'mado', deviceId: 'booth-1', role: 'kiosk', name: '東公民館' } as const;
    return issueCertificate({ ...about, publicKey, notBefore: NOW - DAY, notAfter }, signerOf(this.keys.secretKey));
  }

  list(number: number, serials: Uint8Array[] = []) {
    return issueRevocations({ cityId: 'mado', number, issuedAt: NOW, serials }, signerOf(this.keys.secretKey));
  }
}

/** A disk that fails at its nth step, a writing one half-way. */
function failingAt(step: number): Disk {
  let left = step;
  const due = () => left-- === 0;
  return {
    async open(path, flags, mode) {
      if (due()) throw new Error('no power');
      const handle = await open(path, flags, mode);
      return {
        async writeFile(content: string | Uint8Array) {
          if (due()) {
            await handle.writeFile(content.slice(0, content.length >> 1));
            throw new Error('no power');
          }
          await handle.writeFile(content);
        },
        async sync() {
          if (due()) throw new Error('no power');
          await handle.sync();
        },
        close: () => handle.close(),
      };
    },
    async rename(from, to) {
      if (due()) throw new Error('no power');
      await rename(from, to);
    },
    async unlink(path) {
      if (due()) throw new Error('no power');
      await unlink(path);
    },
  };
}

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-store-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('a device’s store', () => {
  it('asks, is enrolled, and is the same after a restart', async () => {
    const own = key();
    const office = new Office();
    const store = await DeviceStore.open(dir, own);
    expect([store.enrolment, store.trust(NOW), store.check(NOW)]).toEqual([null, null, null]);
    const request = readEnrolmentRequest(
      await store.request({ deviceId: 'booth-1', role: 'kiosk', name: '東公民館', requestedAt: NOW }),
    );
    if (!request.ok) throw new Error(request.fault);
    const certificate = await office.certify(request.value.publicKey);
    expect(await store.enrol({ authority: office.authority, certificate }, NOW)).toMatchObject({ ok: true });
    expect(await store.acceptRevocations(await office.list(3))).toMatchObject({ ok: true });
    const again = await DeviceStore.open(dir, own);
    expect(again.enrolment).toEqual({ authority: office.authority, certificate });
    expect(again.revocations?.number).toBe(3);
    expect(again.check(NOW)).toMatchObject({ ok: true, value: { deviceId: 'booth-1', role: 'kiosk' } });
    expect(again.check(NOW + 400 * DAY)).toEqual({ ok: false, fault: 'expired' });
  });

  it('takes no certificate of another authority, for another key, or that has run out', async () => {
    const office = new Office();
    const store = await DeviceStore.open(dir, key());
    const { authority } = office;
    const foreign = await new Office().certify(store.publicKey);
    expect(await store.enrol({ authority, certificate: foreign }, NOW)).toEqual({ ok: false, fault: 'bad-signature' });
    const others = await office.certify(makeSigningKeys().publicKey);
    expect(await store.enrol({ authority, certificate: others }, NOW)).toEqual({ ok: false, fault: 'wrong-key' });
    const late = await office.certify(store.publicKey, NOW - 1);
    expect(await store.enrol({ authority, certificate: late }, NOW)).toEqual({ ok: false, fault: 'expired' });
    expect(await readdir(dir)).toEqual([]);
  });

  it('takes a renewal that lasts longer and no other', async () => {
    const office = new Office();
    const store = await DeviceStore.open(dir, key());
    const at = (days: number) => office.certify(store.publicKey, NOW + days * DAY);
    await store.enrol({ authority: office.authority, certificate: await at(30) }, NOW);
    const longer = await at(60);
    await store.renew(longer, NOW);
    await store.renew(await at(40), NOW);
    expect(store.enrolment?.certificate).toEqual(longer);
  });

  it('begins anew with another authority, whose lists have numbers of their own', async () => {
    const own = key();
    const [old, young] = [new Office(), new Office()];
    const store = await DeviceStore.open(dir, own);
    await store.enrol({ authority: old.authority, certificate: await old.certify(store.publicKey) }, NOW);
    await store.acceptRevocations(await old.list(9));
    await store.enrol({ authority: young.authority, certificate: await young.certify(store.publicKey) }, NOW);
    expect(store.revocations).toBeNull();
    expect((await DeviceStore.open(dir, own)).revocations).toBeNull();
    await store.acceptRevocations(await young.list(1));
    expect((await DeviceStore.open(dir, own)).revocations?.number).toBe(1);
  });

  it('never goes back to a smaller list, in whatever order and at once they come, nor after a restart', async () => {
    const own = key();
    const office = new Office();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }), async (numbers) => {
        const folder = await mkdtemp(join(dir, 'case-'));
        const store = await DeviceStore.open(folder, own);
        await store.enrol({ authority: office.authority, certificate: await office.certify(store.publicKey) }, NOW);
        const lists = await Promise.all(numbers.map((number) => office.list(number)));
        await Promise.all(lists.map((list) => store.acceptRevocations(list)));
        expect(store.revocations?.number).toBe(Math.max(...numbers));
        expect((await DeviceStore.open(folder, own)).revocations?.number).toBe(Math.max(...numbers));
      }),
      { numRuns: 15 },
    );
  });

  it('has the old or the new after a crash at any step, never anything between', async () => {
    const own = key();
    const office = new Office();
    const publicKey = new Uint8Array(Buffer.from(own.publicKey, 'base64'));
    const [first, second] = await Promise.all([office.certify(publicKey), office.certify(publicKey, NOW + 900 * DAY)]);
    const seen = new Set<string>();
    for (let step = 0; step < 14; step += 1) {
      const folder = await mkdtemp(join(dir, 'case-'));
      const before = await DeviceStore.open(folder, own);
      await before.enrol({ authority: office.authority, certificate: first }, NOW);
      await before.acceptRevocations(await office.list(1));
      const store = await DeviceStore.open(folder, own, failingAt(step));
      await store.renew(second, NOW).catch((error: unknown) => expect(String(error)).toContain('no power'));
      await store
        .acceptRevocations(await office.list(2))
        .catch((error: unknown) => expect(String(error)).toContain('no power'));
      const after = await DeviceStore.open(folder, own);
      const which = Buffer.from(after.enrolment?.certificate ?? []).equals(second) ? 'second' : 'first';
      if (which === 'first') expect(after.enrolment?.certificate).toEqual(first);
      expect([1, 2]).toContain(after.revocations?.number);
      seen.add(`${which} ${after.revocations?.number}`);
    }
    expect([...seen].toSorted()).toEqual(['first 2', 'second 1', 'second 2']);
  });

  it('does not go on with a record or a list that was damaged, or in a folder that was copied', async () => {
    const own = key();
    const office = new Office();
    const store = await DeviceStore.open(dir, own);
    await store.enrol({ authority: office.authority, certificate: await office.certify(store.publicKey) }, NOW);
    await expect(DeviceStore.open(dir, key())).rejects.toMatchObject({ reason: 'other-key' });
    await writeFile(join(dir, revocationsFile(office.authority)), await new Office().list(1));
    await expect(DeviceStore.open(dir, own)).rejects.toMatchObject({ reason: 'revocations-damaged' });
    await writeFile(join(dir, ENROLMENT_FILE), '{"schema":1}');
    await expect(DeviceStore.open(dir, own)).rejects.toMatchObject({ reason: 'enrolment-damaged' });
  });

  it('signs the sentence of a session for its own identifier and nothing else', async () => {
    const office = new Office();
    const store = await DeviceStore.open(dir, key());
    await expect(store.sessionSigner(new Uint8Array(10))).rejects.toThrow(RangeError);
    await store.enrol({ authority: office.authority, certificate: await office.certify(store.publicKey) }, NOW);
    const trust = store.trust(NOW);
    if (trust === null || store.enrolment === null) throw new Error('not enrolled');
    const { certificate } = store.enrolment;
    const device = store.sessionSigner;
    const made = await makeSessionIdentity({ sessionId: 'session-1', certificate, trust, device });
    expect(made).toMatchObject({ ok: true });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expect(device(bytes)).rejects.toThrow(RangeError);
      }),
      { numRuns: 50 },
    );
    const other = { ...certificateOf('booth-2'), publicKey: store.publicKey };
    const foreign = await issueCertificate(other, signerOf(office.keys.secretKey));
    await expect(makeSessionIdentity({ sessionId: 'session-1', certificate: foreign, trust, device })).rejects.toThrow(
      RangeError,
    );
  });
});

function certificateOf(deviceId: string) {
  return { cityId: 'mado', deviceId, role: 'kiosk', name: '', notBefore: NOW - DAY, notAfter: NOW + DAY } as const;
}
