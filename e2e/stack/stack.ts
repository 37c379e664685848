import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { startBoothDevices, type BoothDevices } from './booth-devices.ts';
import { openLine, type Line } from './line.ts';
import { captureFiles, type Camera, type CaptureFiles } from './media-files.ts';
import { SERVER_ADDRESS, type CityNetwork } from './network.ts';
import { startPart, type RunningPart } from './process.ts';
import { CITY_DEVICES, enrolDevices } from './city.ts';
import { HostReady, PROJECT, ServerReady, type Role } from './parts.ts';
import { startProvider, type StackProvider } from './provider.ts';
import { together } from './together.ts';
import type { Authority } from '@mado/enrolment';

const run = promisify(execFile);

export interface StackOptions {
  /** Media over TCP only. */
  forceTcp?: boolean;
  /** How long a participant who lost the line keeps the place. */
  graceSeconds?: number;
  /** The desk of one more clerk (`clerk2`). */
  secondClerk?: string;
  /** The kiosk is not enrolled yet: people do it, on its screen and the administrator's. */
  kioskIsNew?: boolean;
  /** The clerk's PC is not enrolled yet: people do it, on its screen and at the server. */
  clerkIsNew?: boolean;
  /** The city has an OpenID Connect provider. */
  provider?: boolean;
  /** The apps start their own hosts (Electron): only the configurations are written. */
  withoutHosts?: boolean;
  /** Where the clerks may save filled forms; it must be there. */
  departmentFolder?: string;
  /** What the cameras give; `usual` unless given. */
  camera?: Camera;
  /** The booth has a reader of the system’s card service. */
  cardReader?: boolean;
  /** Server, booth and desk are hosts of this network; signalling then goes over it too, past the `lines`. */
  network?: CityNetwork;
}

/** Somebody who has not logged in yet: the name on their badge and the code on paper. */
export interface Beginner {
  readonly login: string;
  readonly setupCode: string;
}

/** Every real part of one city: server, booth devices, the hosts of both apps. Browsers or Electron come on top. */
export interface Stack {
  /** Everything that the stack writes is below this folder. */
  readonly dir: string;
  readonly server: RunningPart<ServerReady>;
  readonly hosts: Readonly<Record<Role, RunningPart<HostReady>>>;
  readonly devices: BoothDevices;
  /** Each end's signalling passes its own line, which a test can cut. Media does not pass it. */
  readonly lines: Readonly<Record<Role, Line>>;
  readonly capture: Record<'kiosk' | 'clerk', CaptureFiles>;
  readonly dataDirs: Readonly<Record<'server' | 'kiosk' | 'clerk', string>>;
  readonly configFiles: Readonly<Record<Role, string>>;
  readonly serverConfigFile: string;
  /** Who sits at each clerk's device: an administrator who serves its desk, made by the operator's command. */
  readonly people: Readonly<Partial<Record<Role, Beginner>>>;
  /** Starts the server again on the same database, port and key, after `server.stop()` or `server.kill()`. */
  restartServer(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts all parts below a new temporary folder. What was started is stopped again when a later part fails. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const dir = await mkdtemp(join(tmpdir(), 'mado-stack-'));
  const undo: (() => Promise<void>)[] = [() => rm(dir, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await build(dir, options, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  dir: string,
  options: StackOptions,
  undo: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Stack> {
  // What a part writes to a temporary file is searched too.
  const temporary = join(dir, 'tmp');
  await mkdir(temporary, { mode: 0o777 });
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mado', 'capture');
  const roles: Role[] = ['kiosk', 'clerk', ...(options.secondClerk === undefined ? [] : (['clerk2'] as const))];
  const dataDirs = { server: join(dir, 'server'), kiosk: join(dir, 'kiosk'), clerk: join(dir, 'clerk') };
  for (const role of roles) await mkdir(join(dir, role), { mode: 0o700 });
  const isNew = { kiosk: options.kioskIsNew, clerk: options.clerkIsNew, clerk2: false };
  const enrolled = roles.filter((role) => isNew[role] !== true);
  const serverConfig = join(dir, 'server.json');
  const { network } = options;
  const host = network === undefined ? '127.0.0.1' : SERVER_ADDRESS;
  const graceSeconds = options.graceSeconds ?? 60;
  let latest: RunningPart<ServerReady> | null = null;
  const start = async () => (latest = await startServer(dir, serverConfig, network?.prefix.server ?? []));
  const serve = async () => {
    const authority = await enrolDevices(dir, enrolled);
    const provider = options.provider === true ? await startProvider(dir) : null;
    if (provider !== null) undo.push(() => provider.close());
    const choices = {
      ...{ provider, dataDir: dataDirs.server, authority, roles, graceSeconds, host },
      secondDesk: options.secondClerk,
    };
    await writeServerConfig(serverConfig, { ...choices, port: provider?.port ?? 0 });
    undo.push(async () => latest?.stop());
    return { server: await start(), choices };
  };
  const prepareBooth = async () => {
    const started = await startBoothDevices(join(dir, 'booth'));
    undo.push(() => started.stop());
    return started;
  };
  const [{ server, choices }, devices, capture] = await together(
    serve(),
    prepareBooth(),
    captureFiles(cache, options.camera),
  );
  const configFiles = await hostConfigs(dir, roles, devices, options);
  const port = Number(new URL(server.ready.url).port);
  // From now on the same port, so that clients find a restarted server again.
  await writeServerConfig(serverConfig, { ...choices, port });
  const people = registerPeople(serverConfig, roles, options.secondClerk);
  // Awaited below: the hosts start meanwhile.
  people.catch(() => undefined);

  const lines = new Map<Role, Line>();
  for (const role of roles) {
    const line = await openLine(() => port);
    undo.push(() => line.close());
    lines.set(role, line);
    await completeConfig(configFiles[role], {
      serverUrl: network === undefined ? server.ready.url.replace(`:${port}/`, `:${line.port}/`) : server.ready.url,
      shell: { mode: 'window', pinnedKeys: [server.ready.certificateSpkiSha256] },
    });
  }
  const hosts = new Map<Role, RunningPart<HostReady>>();
  undo.push(async () => {
    await together(...[...hosts.values()].map((host) => host.stop()));
  });
  await together(
    ...(options.withoutHosts === true ? [] : roles).map(async (role) => {
      hosts.set(role, await startHost(dir, role, configFiles[role], network?.prefix[appOf(role)] ?? []));
    }),
  );
  return {
    dir,
    get server() {
      return latest ?? server;
    },
    hosts: Object.fromEntries(hosts) as Record<Role, RunningPart<HostReady>>,
    devices,
    lines: Object.fromEntries(lines) as Record<Role, Line>,
    capture,
    dataDirs,
    configFiles,
    serverConfigFile: serverConfig,
    people: await people,
    async restartServer() {
      await start();
    },
    stop,
  };
}

function startServer(dir: string, config: string, prefix: readonly string[]): Promise<RunningPart<ServerReady>> {
  return startPart({
    name: 'server',
    prefix,
    command: 'node',
    args: [join(PROJECT, 'apps/server/src/main.ts'), '--config', config],
    logFile: join(dir, 'server.log'),
    env: { TMPDIR: join(dir, 'tmp') },
    ready: ServerReady,
  });
}

/** As an operator does it beside the running server, one after the other. */
async function registerPeople(
  config: string,
  roles: readonly Role[],
  secondDesk: string | undefined,
): Promise<Partial<Record<Role, Beginner>>> {
  const people: Partial<Record<Role, Beginner>> = {};
  for (const role of roles) {
    if (role !== 'kiosk') people[role] = await createAdministrator(config, role, deskOf(role, secondDesk));
  }
  return people;
}

async function createAdministrator(config: string, role: 'clerk' | 'clerk2', desk: string): Promise<Beginner> {
  const main = join(PROJECT, 'apps/server/src/people-main.ts');
  const login = { clerk: 'sato', clerk2: 'takahashi' }[role];
  const who = ['--login', login, '--name', CITY_DEVICES[role].name, '--department', '市民登録課', '--desk', desk];
  const { stdout } = await run('node', [main, 'create-admin', '--config', config, ...who]);
  const setupCode = /^set-up code: (\S+)$/m.exec(stdout)?.[1];
  if (setupCode === undefined) throw new Error('the administrator was not made');
  return { login, setupCode };
}

const deskOf = (role: Role, secondDesk: string | undefined) =>
  (role === 'clerk2' ? secondDesk : undefined) ?? 'okuyami';

const appOf = (role: Role) => (role === 'kiosk' ? 'kiosk' : 'clerk');

function startHost(
  dir: string,
  role: Role,
  config: string,
  prefix: readonly string[],
): Promise<RunningPart<HostReady>> {
  const app = join(PROJECT, 'apps', appOf(role));
  return startPart({
    name: `${role} host`,
    prefix,
    command: 'node',
    args: [
      ...[join(PROJECT, 'packages/rpc/src/node/supervise-main.ts'), '--', 'node', join(app, 'src/host/main.ts')],
      ...['--config', config, '--ui', join(app, 'dist/ui'), '--listen', '127.0.0.1:0'],
    ],
    logFile: join(dir, `${role}-host.log`),
    env: { TMPDIR: join(dir, 'tmp') },
    ready: HostReady,
  });
}

async function hostConfigs(
  dir: string,
  roles: readonly Role[],
  devices: BoothDevices,
  { forceTcp = false, cardReader = false, departmentFolder }: StackOptions,
): Promise<Record<Role, string>> {
  // The host learns the server's address after the server started; this one is never dialled.
  const serverUrl = 'wss://127.0.0.1:1/v1/signaling';
  const files: Record<Role, string> = { kiosk: '', clerk: '', clerk2: '' };
  for (const role of roles) {
    const dataDir = join(dir, role);
    const config =
      role === 'kiosk'
        ? {
            deviceId: CITY_DEVICES[role].deviceId,
            booth: CITY_DEVICES[role].name,
            serverUrl,
            dataDir,
            forceTcp,
            idleSeconds: 180,
            scanner: devices.scannerConfig,
            printer: devices.printerConfig,
            cardReader: cardReader ? { driver: 'pcsc', name: 'カードリーダー' } : null,
          }
        : {
            deviceId: CITY_DEVICES[role].deviceId,
            name: CITY_DEVICES[role].name,
            department: '市民登録課',
            serverUrl,
            dataDir,
            forceTcp,
            cityDir: join(PROJECT, 'procedures/sample-city'),
            ...(departmentFolder === undefined ? {} : { departmentFolder: pathToFileURL(departmentFolder).href }),
          };
    files[role] = join(dir, `${role}.json`);
    await writeFile(files[role], JSON.stringify(config, null, 2), { mode: 0o600 });
  }
  return files;
}

/** Adds what is known only when the server is up. */
async function completeConfig(file: string, more: Readonly<Record<string, unknown>>): Promise<void> {
  const config: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (typeof config !== 'object' || config === null) throw new Error(`${file} is not a configuration`);
  await writeFile(file, JSON.stringify({ ...config, ...more }, null, 2), { mode: 0o600 });
}

interface ServerChoices {
  dataDir: string;
  authority: Authority;
  roles: readonly Role[];
  graceSeconds: number;
  /** Where it listens, for signalling and media. */
  host: string;
  port: number;
  secondDesk: string | undefined;
  provider: StackProvider | null;
}

async function writeServerConfig(
  file: string,
  { dataDir, authority, roles, graceSeconds, host, port, secondDesk, provider }: ServerChoices,
): Promise<void> {
  const devices = roles
    .filter((role) => role !== 'kiosk')
    .map((role) => ({ id: CITY_DEVICES[role].deviceId, department: '市民登録課', desks: [deskOf(role, secondDesk)] }));
  const config = {
    name: '窓野市',
    listen: { host, port },
    dataDir,
    cityFile: join(PROJECT, 'procedures/sample-city/city.json'),
    media: { listenIp: host, port: 0, workers: 1, udp: true, tcp: true },
    graceSeconds,
    ...(provider === null ? {} : { people: { provider: provider.configured } }),
    authority: { cityId: authority.cityId, publicKey: Buffer.from(authority.publicKey).toString('base64') },
    devices,
  };
  await writeFile(file, JSON.stringify(config, null, 2), { mode: 0o600 });
}
