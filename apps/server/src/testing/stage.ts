import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeskId, DeviceId } from '@mado/signaling/wire';
import { systemClock, type Clock } from '../clock.ts';
import { loadConfig } from '../config/load.ts';
import { createLogger } from '../log.ts';
import { startServer, type RunningServer } from '../server.ts';
import { authority } from './authority.ts';
import { inventDevice, TestClient } from './client.ts';

/** One kiosk more than is needed and two clerks of the same desk, so that queues and races can be played. */
export const devices = {
  kiosk: await inventDevice(DeviceId.parse('kiosk-1'), 'kiosk', '東公民館'),
  kiosk2: await inventDevice(DeviceId.parse('kiosk-2'), 'kiosk', '西公民館'),
  clerk: await inventDevice(DeviceId.parse('clerk-1'), 'clerk', '見本'),
  clerk2: await inventDevice(DeviceId.parse('clerk-2'), 'clerk', '試験'),
  stranger: await inventDevice(DeviceId.parse('clerk-of-another-desk'), 'clerk', '別室'),
};
export const desk = DeskId.parse('okuyami');

/** A server of its own in a folder of its own. */
export class Stage {
  readonly dataDir: string;
  readonly #clients: TestClient[] = [];
  readonly #changes: Record<string, unknown>;
  readonly #clock: Clock;
  server: RunningServer;

  private constructor(dataDir: string, server: RunningServer, changes: Record<string, unknown>, clock: Clock) {
    this.dataDir = dataDir;
    this.server = server;
    this.#changes = changes;
    this.#clock = clock;
  }

  static async open(changes: Record<string, unknown> = {}, clock: Clock = systemClock): Promise<Stage> {
    const dataDir = mkdtempSync(join(tmpdir(), 'mado-server-'));
    return new Stage(dataDir, await start(dataDir, changes, clock), changes, clock);
  }

  /** Stops the server and starts another one on what it left. */
  async restart(): Promise<void> {
    await this.server.close();
    this.server = await start(this.dataDir, this.#changes, this.#clock);
  }

  async enter(who: keyof typeof devices) {
    const entered = await TestClient.enter(this.server.url, devices[who]);
    this.#clients.push(entered.client);
    return entered;
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.socket.terminate();
    await this.server.close();
    rmSync(this.dataDir, { recursive: true });
  }
}

function start(dataDir: string, changes: Record<string, unknown>, clock: Clock): Promise<RunningServer> {
  const cityFile = new URL('../../../../procedures/sample-city/city.json', import.meta.url).pathname;
  const file = join(dataDir, 'config.json');
  writeFileSync(
    file,
    JSON.stringify({
      name: 'test',
      dataDir,
      cityFile,
      listen: { port: 0 },
      graceSeconds: 60,
      erasureSeconds: 60,
      authority: authority.configured,
      devices: [
        { id: devices.clerk.id, department: '市民登録課', desks: [desk] },
        { id: devices.clerk2.id, department: '市民登録課', desks: [desk] },
        { id: devices.stranger.id, department: '納税課', desks: ['nozei'] },
      ],
      // What people may do is tested by those tests that turn it on; the others are about devices.
      people: { logIn: false },
      log: { level: 'silent' },
      ...changes,
    }),
  );
  const config = loadConfig(file, {});
  return startServer(config, { logger: createLogger(config.server.log.level), clock });
}
