import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { SIGNALING_PATH, type SessionId } from '@mado/signaling/wire';
import { z } from 'zod';
import { Audit } from './audit/audit.ts';
import { configDigest } from './audit/config-digest.ts';
import { systemClock, type Clock } from './clock.ts';
import type { LoadedConfig } from './config/load.ts';
import { Counter } from './counter.ts';
import { createHttp } from './http.ts';
import { DeviceRegister } from './devices/register.ts';
import type { Logger } from './log.ts';
import type { Flow } from './media/room.ts';
import { Workers } from './media/workers.ts';
import { providerRoutes } from './people/provider-http.ts';
import { openDatabase } from './store/database.ts';
import { DeviceRows } from './store/devices.ts';
import { openVault } from './store/vault.ts';
import { developmentCertificate, readCertificate, type ServerCertificate } from './tls/certificate.ts';
import { trayRoutes } from './tray/http.ts';
import { Gateway } from './wire/gateway.ts';

export interface RunningServer {
  /** Where clients connect to: `wss://host:port/v1/signaling`. */
  readonly url: string;
  readonly port: number;
  /** SHA-256 of the certificate's public key, base64. */
  readonly spki: string;
  /** Process ids of the live media workers. */
  readonly workerPids: readonly number[];
  /** Who receives whom in a session at this moment, by participant; for tests of the routing. */
  flowsIn(sessionId: SessionId): readonly Flow[];
  /** Tells everybody, then stops in order. May be called again. */
  close(): Promise<void>;
}

interface Surroundings {
  readonly logger: Logger;
  readonly clock?: Clock;
}

const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;

/** Starts every part of the server; when one does not start, those that did are stopped and the error goes up. */
export async function startServer(
  config: LoadedConfig,
  { logger, clock = systemClock }: Surroundings,
): Promise<RunningServer> {
  const { server } = config;
  const undo: (() => Promise<void> | void)[] = [];
  let started = false;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= runBackwards(undo));
  try {
    const database = openDatabase(server.dataDir);
    undo.push(() => void database.close());
    const audit = Audit.open({ dataDir: server.dataDir, database, clock, log: logger });
    undo.push(() => {
      if (started) audit.note({ actor: 'server', action: 'server.stopped', subject: {} });
      audit.close();
    });
    audit.append({
      actor: 'server',
      action: 'config.loaded',
      subject: { digest: configDigest(config), devices: server.devices.length },
    });
    const vault = openVault(server.dataDir);
    undo.push(() => vault.destroy());
    const certificate = await certificateOf(config, clock.now());
    const deviceRows = new DeviceRows(database, Buffer.from(server.authority.publicKey, 'base64'));
    const devices = new DeviceRegister(server, deviceRows);
    const starting = Workers.start({
      clock,
      log: logger,
      media: server.media,
      onDied: (worker) => audit.note({ actor: 'server', action: 'media.workerDied', subject: { worker } }),
    });
    // While their processes come up.
    devices.warmUp(clock.now());
    const workers = await starting;
    undo.push(() => workers.close());
    const counter = new Counter({ config, clock, log: logger, database, vault, workers, devices, deviceRows, audit });
    undo.push(() => counter.close());
    counter.restore();
    const http = createHttp(certificate, () => ({
      status: closing || workers.live === 0 ? 'down' : workers.live < workers.wanted ? 'degraded' : 'ok',
      version,
      workers: { live: workers.live, wanted: workers.wanted },
      sessions: counter.sessions.counts(),
    }));
    trayRoutes(http, counter.tray, logger);
    if (counter.provider !== null) providerRoutes(http, counter.provider);
    const gateway = new Gateway({
      clock,
      log: logger,
      devices,
      routes: counter.routes,
      beforeHello: counter.beforeHello,
      welcome: (line, hello) => counter.welcome(line, hello),
      allow: (line, method) => counter.allow(line, method),
      settled: (line) => counter.settle(line),
      left: (line) => counter.leave(line),
      refused: (device, reason) => audit.refused(device, reason),
    });
    gateway.attach(http.server);
    undo.push(() => http.close());
    undo.push(() => gateway.close());
    await http.listen({ host: server.listen.host, port: server.listen.port });
    const port = portOf(http.server.address());
    audit.append({ actor: 'server', action: 'server.started', subject: { version } });
    started = true;
    audit.anchor();
    for (const warning of counter.startWarnings()) logger.warn(warning);
    logger.info({ port, workers: workers.live, version }, 'server is up');
    return {
      url: `wss://${reachable(server.listen.host)}:${port}${SIGNALING_PATH}`,
      port,
      spki: certificate.spkiSha256,
      get workerPids() {
        return workers.pids;
      },
      flowsIn: (sessionId) => counter.flowsIn(sessionId),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Undoes in reverse order; each step gets its turn even when one before it fails. */
async function runBackwards(undo: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of undo.toReversed()) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'the server did not stop cleanly');
}

async function certificateOf({ server }: LoadedConfig, now: number): Promise<ServerCertificate> {
  if (server.tls) return readCertificate(server.tls.certFile, server.tls.keyFile);
  return developmentCertificate(server.dataDir, server.listen.hostNames, now);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address.port;
}

/** An address under which this machine itself reaches the listening host. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
