import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publicKeyOf, readCertificate, verifyCertificate, verifyRevocations } from '@mado/e2ee';
import { spawn } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { DeviceStore } from '../store/device-store.ts';
import { readBlocks, writeBlock } from '../text/block.ts';
import { authorityFingerprint, requestFingerprint } from '../text/fingerprint.ts';
import { SealedBytes, unseal } from './sealed-file.ts';

const MAIN = new URL('../ca-main.ts', import.meta.url).pathname;
const PASSPHRASE = '窓から見える三つの山';
const LONG = `${PASSPHRASE}と川`;

let dir = '';
let ca = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-ca-'));
  ca = join(dir, 'ca');
});
afterAll(() => rm(dir, { recursive: true }));

/** Runs the command as an operator does: passphrase on descriptor 3, answers on standard input. */
async function mado(args: readonly string[], input = '', passphrase = LONG) {
  const child = spawn(process.execPath, [MAIN, ...args, '--dir', ca, '--passphrase-fd', '3'], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr } = child;
  const fd = child.stdio[3];
  if (!(fd instanceof Writable)) throw new Error('no descriptor');
  // A command that fails early reads neither.
  for (const pipe of [stdin, fd]) pipe.on('error', () => undefined);
  fd.end(`${passphrase}\n`);
  stdin.end(input);
  const [out, said, code] = await Promise.all([
    text(stdout),
    text(stderr),
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
  ]);
  return { out, said, code };
}

function key() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
    sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
  };
}

async function asking(deviceId: string, name = '東公民館') {
  const store = await DeviceStore.open(await mkdtemp(join(dir, 'device-')), key());
  const request = await store.request({ deviceId, role: 'kiosk', name, requestedAt: Date.now() });
  return { store, request, block: writeBlock({ kind: 'ENROLMENT REQUEST', bytes: request }) };
}

const lastFive = (request: Uint8Array) => requestFingerprint(request).slice(-5);

async function authorityOf() {
  const shown = await mado(['show']);
  const line: unknown = JSON.parse(shown.out.split('\n')[0] ?? '');
  const { cityId, publicKey } = (line as { authority: { cityId: string; publicKey: string } }).authority;
  return { cityId, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64')), shown: shown.out };
}

/** The authority's private key, as whoever has its folder and its passphrase gets it. */
async function secretKey(cityId: string): Promise<Buffer> {
  const file: unknown = JSON.parse(await readFile(join(ca, 'authority.json'), 'utf8'));
  const secret = await unseal(SealedBytes.parse((file as { key: unknown }).key), LONG, cityId);
  if (secret === null) throw new Error('the file does not open');
  return secret;
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** How the key may stand in a file: as it is, or in the ways of writing that people and programs use. */
function writtenForms(secret: Buffer): Record<string, Buffer> {
  const der = Buffer.concat([PKCS8_HEAD, secret.subarray(0, 32)]);
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' });
  const text = (encoding: 'hex' | 'base64' | 'base64url', bytes: Buffer) =>
    // Without padding, which another writing may leave out.
    Buffer.from(bytes.toString(encoding).replace(/=+$/, ''));
  return {
    raw: secret,
    hex: text('hex', secret),
    HEX: Buffer.from(secret.toString('hex').toUpperCase()),
    base64: text('base64', secret),
    base64url: text('base64url', secret),
    // In it the key stands at another place, so its base64 is another one.
    'base64 of PKCS #8': text('base64', der),
    'base64url of PKCS #8': text('base64url', der),
    pem: Buffer.from(String(pem)),
  };
}

/** Which files below a folder hold a key, and in which form. */
async function findKey(folder: string, secret: Buffer): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    for (const [form, written] of Object.entries(writtenForms(secret)))
      if (bytes.includes(written)) found.push(`${entry.name}: ${form}`);
  }
  return found;
}

describe('mado-ca', () => {
  it('makes an authority whose key is nowhere in clear, once', async () => {
    expect(await mado(['init', '--city', 'mado'], '', '短い')).toMatchObject({ code: 1, out: '' });
    expect(await mado(['init', '--city', 'mado'])).toMatchObject({ code: 0 });
    const { cityId, publicKey, shown } = await authorityOf();
    expect(cityId).toBe('mado');
    expect(shown).toContain(authorityFingerprint({ cityId, publicKey }));
    expect((await stat(join(ca, 'authority.json'))).mode & 0o777).toBe(0o600);
    expect(await mado(['init', '--city', 'mado'])).toMatchObject({ code: 1 });

    const secret = await secretKey(cityId);
    expect(publicKeyOf(secret)).toEqual(publicKey);
    expect(await findKey(ca, secret)).toEqual([]);
    // The search would have found it in each of these forms.
    const planted = await mkdtemp(join(dir, 'planted-'));
    const forms = Object.entries(writtenForms(secret));
    for (const [at, [, written]] of forms.entries())
      await writeFile(join(planted, `${at}`), Buffer.concat([Buffer.from('{"key":"'), written, Buffer.from('"}')]));
    const found = await findKey(planted, secret);
    for (const [at, [form]] of forms.entries()) expect(found).toContain(`${at}: ${form}`);
    await rm(planted, { recursive: true });
  });

  it('approves a pasted request when the operator types the digits, and the device takes it', async () => {
    const { store, request, block } = await asking('booth-1');
    const refused = await mado(['approve', '-'], `${block}00000x\n`);
    expect(refused).toMatchObject({ code: 1, out: '' });
    const approved = await mado(['approve', '-'], `${block}${lastFive(request)}\n`);
    expect(approved.code).toBe(0);
    for (const words of ['booth-1', 'kiosk', '東公民館', requestFingerprint(request)]) {
      expect(approved.said).toContain(words);
    }
    const [certificate] = readBlocks(approved.out);
    const authority = await authorityOf();
    if (certificate === undefined) throw new Error('no certificate');
    expect(await store.enrol({ authority, certificate: certificate.bytes }, Date.now())).toMatchObject({ ok: true });
  });

  it('does nothing with another passphrase, a changed request or a changed register', async () => {
    const { request, block } = await asking('booth-2');
    const digits = `${lastFive(request)}\n`;
    expect(await mado(['approve', '-'], `${block}${digits}`, 'その鍵ではない。ぜんぜん違う')).toMatchObject({
      code: 1,
      out: '',
    });
    const changed = Uint8Array.from(request);
    changed[10] = (changed[10] ?? 0) ^ 1;
    const other = writeBlock({ kind: 'ENROLMENT REQUEST', bytes: changed });
    expect(await mado(['approve', '-'], `${other}${digits}`)).toMatchObject({ code: 2, out: '' });
    const file = join(ca, 'register.json');
    const register = await readFile(file, 'utf8');
    await writeFile(file, register.replace('booth-1', 'booth-9'));
    expect(await mado(['list'])).toMatchObject({ code: 1, out: '' });
    expect(await mado(['approve', '-'], `${block}${digits}`)).toMatchObject({ code: 1, out: '' });
    await writeFile(file, register);
  });

  it('gives one identifier to one key, unless the device was set up anew; then the former is taken back', async () => {
    const first = await readFile(join(ca, 'register.json'), 'utf8');
    const { request, block } = await asking('booth-1');
    const input = `${block}${lastFive(request)}\n`;
    expect(await mado(['approve', '-'], input)).toMatchObject({ code: 1, out: '' });
    expect(await readFile(join(ca, 'register.json'), 'utf8')).toBe(first);
    expect(await mado(['approve', '-', '--replace'], input)).toMatchObject({ code: 0 });
    expect((await mado(['list'])).out).toMatch(/booth-1\tkiosk\trevoked.*\nbooth-1\tkiosk\tin-force/);
  });

  it('renews, revokes and publishes lists whose numbers grow and hold all that earlier ones held', async () => {
    const { request, block } = await asking('booth-3');
    const made = await mado(['approve', '-', '--days', '30'], `${block}${lastFive(request)}\n`);
    expect((await mado(['list'])).out).toMatch(/booth-3\tkiosk\texpiring/);
    const renewed = await mado(['renew', 'booth-3']);
    const [old, young] = [made, renewed].map(({ out }) =>
      readCertificate(readBlocks(out)[0]?.bytes ?? new Uint8Array()),
    );
    if (old?.ok !== true || young?.ok !== true) throw new Error('no certificates');
    expect(young.value.publicKey).toEqual(old.value.publicKey);
    expect(young.value.notAfter).toBeGreaterThan(old.value.notAfter);
    const { cityId, publicKey: authorityKey } = await authorityOf();
    const published = async () => {
      const checked = verifyRevocations(readBlocks((await mado(['publish'])).out)[0]?.bytes ?? new Uint8Array(), {
        cityId,
        authorityKey,
      });
      if (!checked.ok) throw new Error(checked.fault);
      return checked.value;
    };
    const before = await published();
    expect(await mado(['revoke', 'booth-3'])).toMatchObject({ code: 0, out: 'revoked: booth-3, 2 certificate(s)\n' });
    const after = await published();
    expect(after.number).toBeGreaterThan(before.number);
    for (const serial of before.serials) expect(after.serials.has(serial)).toBe(true);
    const trust = { cityId, authorityKey, revocations: after, now: Date.now() };
    for (const { out } of [made, renewed]) {
      expect(verifyCertificate(readBlocks(out)[0]?.bytes ?? new Uint8Array(), trust)).toEqual({
        ok: false,
        fault: 'revoked',
      });
    }
    expect(await mado(['renew', 'booth-3'])).toMatchObject({ code: 1, out: '' });
    expect(await mado(['revoke', 'nowhere'])).toMatchObject({ code: 1, out: '' });
  });

  it('writes results into new files only and explains what it does not understand', async () => {
    const out = join(dir, 'list.txt');
    expect(await mado(['publish', '--out', out])).toMatchObject({ code: 0, out: '' });
    expect(readBlocks(await readFile(out, 'utf8'))).toHaveLength(1);
    expect(await mado(['publish', '--out', out])).toMatchObject({ code: 1 });
    for (const args of [['sign'], ['approve'], ['approve', '-', '--days', '0'], ['__proto__']]) {
      expect((await mado(args)).code).toBe(2);
    }
  });
});
