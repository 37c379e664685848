import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket } from 'ws';
import type { Carrier, CarrierSource } from '../carrier.ts';
import { messagePortCarrier } from '../message-port-carrier.ts';
import { cookieName, LoopbackServer } from '../node/loopback-server.ts';
import { HostService } from '../node/service.ts';
import type { InvalidMessage } from '../frame.ts';
import { webSocketCarriers } from '../web-socket-carrier.ts';
import { type EchoContract, echoContract } from './echo-contract.ts';
import { echoHandlers } from './echo-handlers.ts';

/** A user interface's way to a host that can die and come back, over a real carrier. */
export interface Join {
  readonly source: CarrierSource;
  /** What happened in the host of now. */
  readonly seen: string[];
  /** What the host of now found to be out of contract. */
  readonly invalid: InvalidMessage[];
  readonly failures: string[];
  /** The host's end of the newest line, to say wrong things on. */
  hostCarrier(): Carrier;
  startHost(): Promise<void>;
  /** As a crash would: the lines break without a word. */
  killHost(): Promise<void>;
  end(): Promise<void>;
}

interface HostOfNow {
  readonly service: HostService<EchoContract>;
  newest: Carrier | undefined;
}

function makeHost(join: Pick<Join, 'seen' | 'invalid' | 'failures'>, die: () => void): HostOfNow {
  const service = new HostService(echoContract, {
    onInvalid: (invalid) => join.invalid.push(invalid),
    onFailure: (call) => join.failures.push(call),
  });
  service.open(echoHandlers((name, data) => service.emit(name, data), die, join.seen));
  return { service, newest: undefined };
}

function take(host: HostOfNow, carrier: Carrier): void {
  host.newest = carrier;
  host.service.attach(carrier);
}

function newest(host: HostOfNow | undefined): Carrier {
  if (!host?.newest) throw new Error('no line');
  return host.newest;
}

/** Real message ports, the next pair handed over when the host starts again, as the shell does. */
export function joinByPorts(): Promise<Join> {
  let host: HostOfNow | undefined;
  let deliver: ((carrier: Carrier) => void) | undefined;
  const log = { seen: [], invalid: [], failures: [] };
  const connect = (): void => {
    if (!host || !deliver) return;
    const { port1, port2 } = new MessageChannel();
    take(host, messagePortCarrier(port1));
    deliver(messagePortCarrier(port2));
  };
  const killHost = (): Promise<void> => {
    host?.service.close();
    host = undefined;
    return Promise.resolve();
  };
  return Promise.resolve({
    ...log,
    source: (onCarrier) => {
      deliver = onCarrier;
      connect();
      return () => (deliver = undefined);
    },
    hostCarrier: () => newest(host),
    startHost: () => {
      host = makeHost(log, () => void killHost());
      connect();
      return Promise.resolve();
    },
    killHost,
    end: killHost,
  });
}

/** The real loopback server and real sockets; the server comes back on the same port with the same cookie. */
export async function joinByLoopback(): Promise<Join> {
  const dir = await mkdtemp(join(tmpdir(), 'mado-join-'));
  const cookieSecret = 'c'.repeat(43);
  const log = { seen: [], invalid: [], failures: [] };
  let host: HostOfNow | undefined;
  let server: LoopbackServer | undefined;
  let port = 0;
  const killHost = async (): Promise<void> => {
    await server?.close();
    server = undefined;
    host = undefined;
  };
  const startHost = async (): Promise<void> => {
    const fresh = makeHost(log, () => void killHost());
    host = fresh;
    server = await LoopbackServer.start({
      name: 'test',
      uiDir: dir,
      port,
      runtimeDir: dir,
      cookieSecret,
      sockets: [],
      onCarrier: (carrier) => take(fresh, carrier),
    });
    port = Number(new URL(server.origin).port);
  };
  // The port is known once the server was up; a host that is away is one that was there and went.
  await startHost();
  await killHost();
  const origin = `http://127.0.0.1:${port}`;
  const headers = { Cookie: `${cookieName(port)}=${cookieSecret}` };
  return {
    ...log,
    source: webSocketCarriers(`ws://127.0.0.1:${port}/rpc`, {
      dial: (url) => new WebSocket(url, { origin, headers }),
      minDelayMs: 20,
      maxDelayMs: 50,
    }),
    hostCarrier: () => newest(host),
    startHost,
    killHost,
    end: async () => {
      await killHost();
      await rm(dir, { recursive: true });
    },
  };
}
