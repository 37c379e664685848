import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { issueRevocations, readCertificate, signerOf } from '@mado/e2ee';
import { z } from 'zod';
import { City, type Device } from '@mado/e2ee/testing';
import type { SessionClientOptions } from '../session/index.ts';
import { DeskId, DeviceId, proofText } from '../wire/index.ts';
import type { IdentitySource } from '../seal/index.ts';
import type { Lines } from './node-socket.ts';

const REPOSITORY = new URL('../../../../', import.meta.url).pathname;
export const DESK = DeskId.parse('okuyami');
/** The desk of the colleague's device. */
export const OTHER_DESK = DeskId.parse('nozei');

const Ready = z.looseObject({ ready: z.literal(true), url: z.string() });

/** The invented city whose clock is the real one, since the devices of these tests live by it. */
const city = new City();

interface TestDevice extends Device {
  readonly id: DeviceId;
}
type Who = 'kiosk' | 'clerk' | 'colleague';

async function inventDevice(id: string, role: 'kiosk' | 'clerk'): Promise<TestDevice> {
  city.now = Date.now();
  return { ...(await city.device(id, role)), id: DeviceId.parse(id) };
}

/** The real server as a process of its own, in a folder of its own, on a port that stays the same over restarts. */
export class RealServer {
  readonly kiosk: TestDevice;
  readonly clerk: TestDevice;
  /** A clerk of another desk. */
  readonly colleague: TestDevice;
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess | null = null;
  url = '';

  readonly #logIn: boolean;

  private constructor(folder: string, port: number, logIn: boolean, devices: Record<Who, TestDevice>) {
    this.#logIn = logIn;
    this.kiosk = devices.kiosk;
    this.clerk = devices.clerk;
    this.colleague = devices.colleague;
    this.#folder = folder;
    this.#port = port;
  }

  /** @param logIn whether people have to log in */
  static async start(logIn = false): Promise<RealServer> {
    const devices = {
      kiosk: await inventDevice('kiosk-1', 'kiosk'),
      clerk: await inventDevice('clerk-1', 'clerk'),
      colleague: await inventDevice('clerk-2', 'clerk'),
    };
    const folder = await mkdtemp(join(tmpdir(), 'mado-signaling-'));
    const server = new RealServer(folder, await freePort(), logIn, devices);
    await server.up();
    return server;
  }

  /** Options for a client of one of the devices, over lines that the test can cut. */
  client(who: Who, lines: Lines): Omit<SessionClientOptions, 'forceTcp' | 'handlerFactory'> {
    const device = this[who];
    const { id, certificate } = device;
    return {
      identity: identityOf(device),
      openFrameWorker: null,
      url: this.url,
      deviceId: id,
      app: { name: `${who}-test`, version: '0' },
      prove: async (nonce) => {
        const proof = await signerOf(device.secretKey)(Uint8Array.from(proofText(nonce, id)));
        return { proof: Uint8Array.from(proof), certificate };
      },
      openSocket: lines.open,
      askTray: lines.tray.ask,
      // Their pages are bytes that are easy to tell apart.
      inspect: () => null,
    };
  }

  /** Takes a device's certificate back, as the authority's operator does. */
  async revoke(who: 'kiosk' | 'clerk'): Promise<void> {
    const read = readCertificate(this[who].certificate);
    if (!read.ok) throw new Error(read.fault);
    const said = { cityId: city.cityId, number: 1, issuedAt: Date.now(), serials: [read.value.serial] };
    const list = await issueRevocations(said, signerOf(city.authority.secretKey));
    const lines = Buffer.from(list).toString('base64');
    const file = join(this.#folder, 'revocations.txt');
    await writeFile(file, `-----BEGIN MADO REVOCATION LIST-----\n${lines}\n-----END MADO REVOCATION LIST-----\n`);
    const main = join(REPOSITORY, 'apps/server/src/devices-main.ts');
    const config = join(this.#folder, 'config.json');
    await promisify(execFile)(process.execPath, [main, 'upload', '--config', config, file]);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async up(): Promise<void> {
    const file = join(this.#folder, 'config.json');
    const config = {
      name: 'test',
      dataDir: this.#folder,
      cityFile: join(REPOSITORY, 'procedures/sample-city/city.json'),
      listen: { port: this.#port },
      graceSeconds: 30,
      people: { logIn: this.#logIn },
      authority: { cityId: city.cityId, publicKey: Buffer.from(city.authority.publicKey).toString('base64') },
      devices: [
        { id: this.clerk.id, department: '市民登録課', desks: [DESK] },
        { id: this.colleague.id, department: '納税課', desks: [OTHER_DESK] },
      ],
      log: { level: 'warn' },
    };
    await writeFile(file, JSON.stringify(config));
    const main = join(REPOSITORY, 'apps/server/src/main.ts');
    const child = spawn(process.execPath, [main, '--config', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    const errors: string[] = [];
    child.stderr.on('data', (data: Buffer) => errors.push(data.toString()));
    const line = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text)),
      once(child, 'exit').then(() => {
        throw new Error(`the server did not start: ${errors.join('')}`);
      }),
    ]);
    this.url = Ready.parse(JSON.parse(line)).url;
  }

  /** Makes an administrator who serves the desk, as the operator does. @returns the set-up code */
  async createAdmin(login: string): Promise<string> {
    const main = join(REPOSITORY, 'apps/server/src/people-main.ts');
    const who = ['--login', login, '--name', '見本', '--department', '市民登録課', '--desk', DESK];
    const config = join(this.#folder, 'config.json');
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'create-admin', '--config', config, ...who]);
    const code = /^set-up code: (\S+)$/m.exec(stdout)?.[1];
    if (code === undefined) throw new Error(`no set-up code: ${stdout}`);
    return code;
  }

  /** `SIGKILL`: as when the power fails. */
  async kill(): Promise<void> {
    await this.#stop('SIGKILL');
  }

  async close(): Promise<void> {
    await this.#stop('SIGTERM');
    await rm(this.#folder, { recursive: true });
  }

  async #stop(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child?.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

/** The device's place in the invented city, as its host keeps it. */
function identityOf({ certificate, secretKey }: Device): IdentitySource {
  let revocations: Uint8Array | null = null;
  return {
    load: () =>
      Promise.resolve({ certificate, cityId: city.cityId, authorityKey: city.authority.publicKey, revocations }),
    speak: (sentence) => Promise.resolve(signerOf(secretKey)(sentence)),
    keepRevocations: (list) => {
      revocations = list;
      return Promise.resolve();
    },
    keepCertificate: () => Promise.resolve(),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
