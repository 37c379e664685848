import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CertificateError, developmentCertificate, readCertificate } from './certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'mado-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));
const DAY_MS = 24 * 3600 * 1000;

describe('the development certificate', () => {
  it('covers this machine and the configured names, and is kept', async () => {
    const now = Date.now();
    const made = await developmentCertificate(folder, ['mado.example', '192.0.2.7'], now);
    const certificate = new X509Certificate(made.cert);
    for (const name of ['localhost', 'mado.example']) expect(certificate.checkHost(name)).toBe(name);
    for (const ip of ['127.0.0.1', '::1', '192.0.2.7']) expect(certificate.checkIP(ip)).toBeTruthy();
    expect(certificate.checkHost('example.org')).toBeUndefined();
    expect(statSync(join(folder, 'tls', 'development.key')).mode & 0o777).toBe(0o600);
    expect(await developmentCertificate(folder, ['mado.example', '192.0.2.7'], now + 100 * DAY_MS)).toEqual(made);
  });

  it('is made anew for another name and when it runs out', async () => {
    const now = Date.now();
    const first = await developmentCertificate(folder, ['mado.example'], now);
    const renamed = await developmentCertificate(folder, ['other.example'], now);
    expect(renamed.spkiSha256).not.toBe(first.spkiSha256);
    const renewed = await developmentCertificate(folder, ['other.example'], now + 380 * DAY_MS);
    expect(renewed.spkiSha256).not.toBe(renamed.spkiSha256);
  });

  it('is refused in words when its parts do not belong together', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    for (const place of [one, two]) await developmentCertificate(place, [], Date.now());
    const part = (place: string, name: string) => join(place, 'tls', `development.${name}`);
    expect(readCertificate(part(one, 'crt'), part(one, 'key')).spkiSha256).toHaveLength(44);
    expect(() => readCertificate(part(one, 'crt'), part(two, 'key'))).toThrow(CertificateError);
    expect(() => readCertificate(part(one, 'none'), part(one, 'key'))).toThrow(CertificateError);
  });
});
