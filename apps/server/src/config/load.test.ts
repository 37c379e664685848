import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'mado-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key = Buffer.alloc(32, 7).toString('base64');
const city = {
  name: '窓野市',
  desks: [{ id: 'okuyami', name: 'おくやみ窓口', department: '市民登録課', procedures: [], meanSessionMinutes: 60 }],
};
const good = {
  name: 'test',
  dataDir: 'data',
  cityFile: 'city.json',
  authority: { cityId: 'mado', publicKey: key },
  devices: [{ id: 'kiosk-1' }],
};

function load(config: unknown, environment: Record<string, string> = {}) {
  writeFileSync(join(folder, 'city.json'), JSON.stringify(city));
  writeFileSync(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  return loadConfig(join(folder, 'config.json'), environment);
}
function complaint(config: unknown, environment: Record<string, string> = {}): string {
  try {
    load(config, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the configuration was taken');
}

describe('the configuration', () => {
  it('fills in what is left out and takes paths from the folder of the file', () => {
    const { server } = load(good);
    expect(server).toMatchObject({
      dataDir: join(folder, 'data'),
      listen: { host: '127.0.0.1', port: 8443 },
      graceSeconds: 180,
      log: { level: 'info' },
      people: { logIn: true },
    });
    expect(server.media).toMatchObject({ workers: 1, udp: true, tcp: true, port: 0 });
    expect(server.tls).toBeUndefined();
  });

  it('lets the environment override the file', () => {
    const { server } = load(good, {
      MADO_LISTEN_PORT: '0',
      MADO_DATA_DIR: '/var/lib/mado',
      MADO_MEDIA_UDP: 'false',
      MADO_LOG_LEVEL: 'debug',
      MADO_GRACE_SECONDS: '1.5',
    });
    expect(server).toMatchObject({
      dataDir: '/var/lib/mado',
      listen: { port: 0 },
      log: { level: 'debug' },
      graceSeconds: 1.5,
    });
    expect(server.media.udp).toBe(false);
  });

  it('names the path of every field that is wrong', () => {
    expect(complaint({ ...good, media: { workers: 0 } })).toContain('media.workers');
    expect(complaint({ ...good, authority: { cityId: 'mado', publicKey: 'c2hvcnQ=' } })).toContain(
      'authority.publicKey',
    );
    expect(complaint({ ...good, authority: undefined })).toContain('authority');
    expect(complaint({ ...good, devices: [good.devices[0], good.devices[0]] })).toContain('devices[1].id');
    expect(complaint({ ...good, devices: [{ ...good.devices[0], desks: ['nowhere'] }] })).toContain(
      'devices[0].desks[0]',
    );
    expect(complaint({ ...good, unknown: 1 })).toContain('unknown');
    expect(complaint(good, { MADO_LISTEN_PORT: 'many' })).toContain('listen.port');
    expect(complaint(good, { MADO_MEDIA_IP: '0.0.0.0' })).toContain('media.announcedAddress');
    expect(complaint(good, { MADO_MEDIA_UDP: 'false', MADO_MEDIA_TCP: 'false' })).toContain('media');
  });

  it("takes the city's provider over https only, with a secret that is there, and only where people log in", () => {
    const provider = {
      issuer: 'https://idp.example',
      clientId: 'mado',
      publicUrl: 'https://mado.example:8443',
      clientSecretFile: 'secret',
    };
    const within = (change: Record<string, unknown>, logIn = true) => ({
      ...good,
      people: { logIn, provider: { ...provider, ...change } },
    });
    expect(complaint(within({}))).toContain(
      `people.provider.clientSecretFile: ${join(folder, 'secret')} cannot be read`,
    );
    writeFileSync(join(folder, 'secret'), 'x');
    expect(load(within({})).server.people.provider).toMatchObject({ scopes: ['openid'], timeoutSeconds: 10 });
    expect(complaint(within({}, false))).toContain('people.provider');
    expect(complaint(within({ issuer: 'http://idp.example' }))).toContain('people.provider.issuer: must be https');
    expect(complaint(within({ publicUrl: 'http://mado.example' }))).toContain('people.provider.publicUrl');
  });

  it('names the file that cannot be read', () => {
    expect(complaint('{')).toContain('config.json: is not JSON');
    expect(complaint('[]')).toContain('one JSON object');
    expect(complaint({ ...good, cityFile: 'other.json' })).toContain('other.json: cannot be read');
  });
});
