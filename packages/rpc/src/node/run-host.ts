import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Contract, EventData, EventName } from '../contract.ts';
import type { InvalidMessage } from '../frame.ts';
import { messagePortCarrier } from '../message-port-carrier.ts';
import type { DeviceKey } from './device-key.ts';
import { readHostConfig } from './host-config.ts';
import { makeRuntimeDir, newSecret, removeRuntimeDir } from './launch.ts';
import { LoopbackServer, type RefusedReason } from './loopback-server.ts';
import { findParentPort, type ParentPort, STOP_MESSAGE, UTILITY_READY } from './parent-port.ts';
import { HOST_ENV, type ReadyLine } from './ready-line.ts';
import { type Handlers, HostService } from './service.ts';
import { hearWrappingKey, openDeviceKey } from './shell-keys.ts';

/** What a host is, beside the common entry that `runHost` gives to all. */
export interface HostDefinition<C extends Contract, S extends z.ZodType<HostConfig>> {
  /** `kiosk` or `clerk`; of the launch file. */
  readonly name: string;
  readonly contract: C;
  /** Schema of the configuration file without its part `shell`. */
  readonly config: S;
  /** Makes everything ready and returns the handlers. Events may be emitted from the start; nobody hears them before the host is ready. */
  readonly start: (context: HostContext<C, z.infer<S>>) => Promise<RunningHost<C>> | RunningHost<C>;
  /**
   * What the host still answers when it could not start: enough for its screen to say why, where it would otherwise be started again for
   * ever behind an empty page. Null: the cause is none that a person mends, and the start fails.
   */
  readonly inTrouble?: (error: unknown, context: TroubleContext<z.infer<S>>) => Partial<Handlers<C>> | null;
  /** Something was said that is not of the contract. To standard error when absent. */
  readonly onInvalid?: (invalid: InvalidMessage) => void;
  /** A handler threw. To standard error (the error's name and message) when absent. */
  readonly onFailure?: (call: string, error: unknown) => void;
  /** The loopback server refused a request. */
  readonly onRefused?: (reason: RefusedReason) => void;
}

/** What every host's configuration has. */
export interface HostConfig {
  /** Where the host keeps its key and its database; relative to the configuration file. */
  readonly dataDir: string;
  /** `wss://host:port/v1/signaling` */
  readonly serverUrl: string;
}

export interface HostContext<C extends Contract, Config> {
  readonly config: Config;
  /** Absolute, and there. */
  readonly dataDir: string;
  readonly deviceKey: DeviceKey;
  /** A path of the configuration made absolute: relative ones start at the configuration file. */
  readonly resolvePath: (path: string) => string;
  readonly emit: <N extends EventName<C>>(name: N, data: EventData<C, N>) => void;
}

export interface TroubleContext<Config> {
  readonly config: Config;
  /** Absolute. */
  readonly dataDir: string;
  /** Ends this process in good order; whoever supervises it starts it again. */
  readonly restart: () => void;
}

export interface RunningHost<C extends Contract> {
  readonly handlers: Partial<Handlers<C>>;
  /** Ends jobs and closes files. Called once, before the process ends. */
  readonly close: () => Promise<void> | void;
}

const USAGE = `usage: main.ts --config FILE [--ui DIR] [--listen 127.0.0.1:PORT]
       main.ts --config FILE --public-key`;

/** The command line cannot be used. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(cause: string) {
    super(`${cause}\n${USAGE}`);
  }
}

/**
 * The entry of a host process. `--public-key` prints the device's public key (base64, made on first use) and ends. Else the host starts
 * and offers its contract over MessagePorts when it is a `utilityProcess` of Electron, or over loopback, where it prints one line
 * `{"ready":true,"origin":…,"launchFile":…,"pid":…}` on standard output; logs belong on standard error. It ends on SIGTERM and SIGINT, and
 * with its supervisor. A start that fails sets the exit code and names the cause on standard error.
 */
export async function runHost<C extends Contract, S extends z.ZodType<HostConfig>>(
  definition: HostDefinition<C, S>,
): Promise<void> {
  try {
    await start(definition);
  } catch (error) {
    say(describe(error));
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

async function start<C extends Contract, S extends z.ZodType<HostConfig>>(
  definition: HostDefinition<C, S>,
): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  const inherited = takeEnvironment();
  const config = await readHostConfig(options.config, definition.config);
  const resolvePath = (path: string): string => resolve(dirname(options.config), path);
  const dataDir = resolvePath(config.dataDir);
  const parent = findParentPort(process);
  const early = parent && hearEarlyStop(parent);
  const shell = parent && hearWrappingKey(parent);
  if (options.publicKey) {
    process.stdout.write(`${(await openDeviceKey(dataDir, shell)).publicKey}\n`);
    return;
  }
  const { uiDir } = options;
  if (!parent && uiDir === undefined) throw new UsageError('--ui is missing');

  const service = new HostService(definition.contract, {
    onInvalid: definition.onInvalid ?? ((invalid) => say(`not of the contract: ${JSON.stringify(invalid)}`)),
    onFailure: definition.onFailure ?? ((call, error) => say(`${call} failed: ${describe(error)}`)),
  });
  let end: () => void = () => undefined;
  const host = await startOrSayWhy(definition, { config, dataDir, restart: () => end() }, async () =>
    definition.start({
      config,
      dataDir,
      deviceKey: await openDeviceKey(dataDir, shell),
      resolvePath,
      emit: (name, data) => service.emit(name, data),
    }),
  );
  service.open(host.handlers);
  let loopback: LoopbackServer | undefined;
  let ownDir: string | undefined;
  if (parent) attachParent(parent, service);
  else if (uiDir !== undefined) {
    const dir = inherited.runtimeDir ?? (ownDir = await makeRuntimeDir());
    loopback = await LoopbackServer.start({
      name: definition.name,
      uiDir: resolve(uiDir),
      // "Any port" (0) means the one of before a restart: the page knows no other.
      port: options.port === undefined || options.port === 0 ? (inherited.port ?? 0) : options.port,
      runtimeDir: dir,
      cookieSecret: inherited.cookie ?? newSecret(),
      sockets: [config.serverUrl],
      onCarrier: (carrier) => service.attach(carrier),
      ...(definition.onRefused ? { onRefused: definition.onRefused } : {}),
    });
  }

  const stop = once(async () => {
    service.close();
    await loopback?.close();
    if (ownDir !== undefined) await removeRuntimeDir(ownDir);
    await host.close();
  });
  end = endWith(stop, parent, inherited.supervised, early);
  parent?.postMessage(UTILITY_READY);
  if (loopback) printReady({ ready: true, origin: loopback.origin, launchFile: loopback.launchFile, pid: process.pid });
}

/** A host that cannot start says why to its screen, when its definition has words for the cause. */
async function startOrSayWhy<C extends Contract, S extends z.ZodType<HostConfig>>(
  definition: HostDefinition<C, S>,
  context: TroubleContext<z.infer<S>>,
  begin: () => Promise<RunningHost<C>>,
): Promise<RunningHost<C>> {
  try {
    return await begin();
  } catch (error) {
    const handlers = definition.inTrouble?.(error, context) ?? null;
    if (handlers === null) throw error;
    say(describe(error));
    return { handlers, close: () => undefined };
  }
}

interface Options {
  readonly config: string;
  readonly uiDir: string | undefined;
  readonly port: number | undefined;
  readonly publicKey: boolean;
}

function readArguments(args: string[]): Options {
  const { values } = parse(args);
  if (values.config === undefined) throw new UsageError('--config is missing');
  const listen = values.listen === undefined ? undefined : /^(?:127\.0\.0\.1:)?(\d{1,5})$/.exec(values.listen);
  if (listen === null) throw new UsageError('--listen takes a port of 127.0.0.1');
  return {
    config: resolve(values.config),
    uiDir: values.ui,
    port: listen?.[1] === undefined ? undefined : Number(listen[1]),
    publicKey: values['public-key'] ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        config: { type: 'string' },
        ui: { type: 'string' },
        listen: { type: 'string' },
        'public-key': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(describe(error));
  }
}

const Inherited = z.object({
  [HOST_ENV.cookie]: z.string().min(32).optional(),
  [HOST_ENV.port]: z.coerce.number().int().min(1).max(65535).optional(),
  [HOST_ENV.runtimeDir]: z.string().min(1).optional(),
  [HOST_ENV.supervised]: z.literal('1').optional(),
});

function takeEnvironment() {
  const found = Inherited.parse(process.env);
  for (const name of Object.values(HOST_ENV)) Reflect.deleteProperty(process.env, name);
  return {
    cookie: found[HOST_ENV.cookie],
    port: found[HOST_ENV.port],
    runtimeDir: found[HOST_ENV.runtimeDir],
    supervised: found[HOST_ENV.supervised] === '1',
  };
}

function attachParent<C extends Contract>(parent: ParentPort, service: HostService<C>): void {
  parent.on('message', (event) => {
    for (const port of event.ports) service.attach(messagePortCarrier(port));
  });
}

/** The port flows from its first listener on: a stop that comes while the host still starts must not get lost. */
function hearEarlyStop(parent: ParentPort): { readonly asked: boolean } {
  const state = { asked: false };
  parent.on('message', (event) => {
    if (event.data === STOP_MESSAGE) state.asked = true;
  });
  return state;
}

function endWith(
  stop: () => Promise<void>,
  parent: ParentPort | undefined,
  supervised: boolean,
  early: { readonly asked: boolean } | undefined,
): () => void {
  const end = (): void => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(describe(error));
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  parent?.on('message', (event) => {
    if (event.data === STOP_MESSAGE) end();
  });
  if (early?.asked === true) end();
  if (supervised) process.stdin.once('end', end).resume();
  return end;
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
}

function printReady(line: ReadyLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'failed';
}
