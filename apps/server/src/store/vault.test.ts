import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { SessionId } from '@mado/signaling/wire';
import { MasterKeyError, openVault, SealBrokenError } from './vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'mado-vault-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [one, other] = [SessionId.parse('one'), SessionId.parse('other')];
const payload = new TextEncoder().encode('a paper');

describe('the vault', () => {
  it('makes its key once, for the owner alone', () => {
    openVault(folder);
    const file = join(folder, 'master.key');
    const key = readFileSync(file);
    expect(key.byteLength).toBe(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    openVault(folder);
    expect(readFileSync(file).equals(key)).toBe(true);
  });

  it('opens a message in its own place only', () => {
    const vault = openVault(folder);
    const { key, sealed } = vault.newSessionKey(one);
    const message = key.seal(7, payload);
    expect(message.includes('a paper')).toBe(false);
    expect(openVault(folder).openSessionKey(one, sealed).open(7, message)).toEqual(payload);
    expect(() => key.open(8, message)).toThrow(SealBrokenError);
    expect(() => vault.openSessionKey(other, sealed)).toThrow(MasterKeyError);
    message[message.length - 1]! ^= 1;
    expect(() => key.open(7, message)).toThrow(SealBrokenError);
    expect(() => key.open(7, message.subarray(0, 10))).toThrow(SealBrokenError);
  });

  it('opens nothing once its key is destroyed', () => {
    const { key } = openVault(folder).newSessionKey(one);
    const message = key.seal(1, payload);
    key.destroy();
    expect(() => key.open(1, message)).toThrow(SealBrokenError);
  });

  it('refuses a key file of the wrong size', () => {
    const broken = mkdtempSync(join(folder, 'broken-'));
    writeFileSync(join(broken, 'master.key'), 'short');
    expect(() => openVault(broken)).toThrow(MasterKeyError);
  });
});
