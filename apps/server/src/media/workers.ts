import { createWorker, setLogEventListeners, type types } from 'mediasoup';
import type { Clock } from '../clock.ts';
import type { ServerConfig } from '../config/schema.ts';
import type { Logger } from '../log.ts';
import { Refusal } from '../wire/refusal.ts';
import { routerCodecs } from './codecs.ts';

type MediaConfig = ServerConfig['media'];

/** A place for one worker process. It is filled, or waits for a new process after the last one died. */
type Slot =
  | {
      readonly state: 'live';
      readonly index: number;
      readonly worker: types.Worker;
      readonly webRtcServer: types.WebRtcServer;
      routers: number;
      readonly since: number;
    }
  | { readonly state: 'down'; readonly index: number; readonly failures: number; readonly cancel: () => void }
  | { readonly state: 'starting'; readonly index: number; readonly failures: number };

/** A session's router, with the transports' way in. */
export interface PlacedRouter {
  readonly router: types.Router;
  readonly webRtcServer: types.WebRtcServer;
  close(): void;
}

interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly media: MediaConfig;
  readonly onDied: (worker: number) => void;
}

const FIRST_BACK_OFF_MS = 250;
const LONGEST_BACK_OFF_MS = 30_000;
/**
 * What a worker's UDP socket may hold in each direction, in bytes; the system gives at most `net.core.wmem_max` and `rmem_max`. One socket
 * carries everybody: packets for a neighbour in the server's own network who has gone wait in the kernel for an answer to ARP, 208 KiB of
 * them by default, and count against the sender's buffer. At the default size they fill it, and everybody else waits three seconds at a time.
 */
const SOCKET_BYTES = 4 * 1024 * 1024;
/** A worker that lived this long is sound: its death does not count as one of a series. */
const SOUND_AFTER_MS = 60_000;
/** How long a request waits for a worker that is just being replaced. */
const PATIENCE_MS = 3000;

/** The media workers: each one process with one `WebRtcServer`; the dead are replaced. */
export class Workers {
  readonly #around: Surroundings;
  readonly #slots: Slot[];
  readonly #waiters = new Set<() => void>();
  #closed = false;

  private constructor(around: Surroundings) {
    this.#around = around;
    this.#slots = Array.from({ length: around.media.workers }, (_, index) => ({
      state: 'starting',
      index,
      failures: 0,
    }));
  }

  /** Starts all workers; fails when one does not start, since then the configuration is wrong. */
  static async start(around: Surroundings): Promise<Workers> {
    const workers = new Workers(around);
    setLogEventListeners({
      onerror: (namespace, text) => around.log.error({ namespace, text }, 'media worker reports an error'),
    });
    try {
      await Promise.all(workers.#slots.map(({ index }) => workers.#fill(index)));
    } catch (error) {
      workers.close();
      throw error;
    }
    return workers;
  }

  get live(): number {
    return this.#slots.filter((slot) => slot.state === 'live').length;
  }

  get wanted(): number {
    return this.#slots.length;
  }

  /** Process ids of the live workers. */
  get pids(): number[] {
    return this.#slots.flatMap((slot) => (slot.state === 'live' ? [slot.worker.pid] : []));
  }

  /** A new router on the least loaded live worker. @throws {Refusal} `media-unavailable` when none comes up in time */
  async placeRouter(): Promise<PlacedRouter> {
    const slot = await this.#leastLoaded();
    slot.routers += 1;
    try {
      const router = await slot.worker.createRouter({ mediaCodecs: routerCodecs });
      router.observer.once('close', () => (slot.routers -= 1));
      return { router, webRtcServer: slot.webRtcServer, close: () => router.close() };
    } catch (error) {
      slot.routers -= 1;
      if (slot.worker.closed) throw new Refusal('media-unavailable', 'the media worker is being replaced');
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    for (const slot of this.#slots) {
      if (slot.state === 'live') slot.worker.close();
      if (slot.state === 'down') slot.cancel();
    }
  }

  async #leastLoaded(): Promise<Extract<Slot, { state: 'live' }>> {
    const deadline = this.#around.clock.now() + PATIENCE_MS;
    for (;;) {
      const [first, ...others] = this.#slots
        .filter((slot) => slot.state === 'live')
        .filter((slot) => !slot.worker.closed);
      if (first) return others.reduce((least, slot) => (slot.routers < least.routers ? slot : least), first);
      const left = deadline - this.#around.clock.now();
      if (left <= 0 || this.#closed) throw new Refusal('media-unavailable', 'no media worker is up');
      await this.#nextStart(left);
    }
  }

  #nextStart(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        this.#waiters.delete(done);
        resolve();
      };
      const cancel = this.#around.clock.after(patienceMs, done);
      this.#waiters.add(done);
    });
  }

  async #fill(index: number, failures = 0): Promise<void> {
    this.#slots[index] = { state: 'starting', index, failures };
    const worker = await createWorker({ logLevel: 'error' });
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(this.#around.media, index) });
      if (this.#closed) {
        worker.close();
        return;
      }
      const since = this.#around.clock.now();
      this.#slots[index] = { state: 'live', index, worker, webRtcServer, routers: 0, since };
      worker.once('died', () => this.#died(index, failures, since));
      this.#around.log.info({ worker: index, pid: worker.pid }, 'media worker is up');
      for (const wake of [...this.#waiters]) wake();
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  #died(index: number, failures: number, since: number): void {
    if (this.#closed) return;
    const wasSound = this.#around.clock.now() - since > SOUND_AFTER_MS;
    this.#around.log.error({ worker: index }, 'media worker died; replacing it');
    this.#replace(index, wasSound ? 0 : failures);
    this.#around.onDied(index);
  }

  /** The first replacement comes at once, a series of deaths ever more slowly. */
  #replace(index: number, failures: number): void {
    const delay = failures === 0 ? 0 : Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (failures - 1));
    const cancel = this.#around.clock.after(delay, () => {
      this.#fill(index, failures + 1).catch((error: unknown) => {
        this.#around.log.error({ worker: index, err: error }, 'media worker did not start; trying again');
        if (!this.#closed) this.#replace(index, failures + 1);
      });
    });
    this.#slots[index] = { state: 'down', index, failures, cancel };
  }
}

function listenInfos(media: MediaConfig, index: number): types.TransportListenInfo[] {
  const protocols = [...(media.udp ? (['udp'] as const) : []), ...(media.tcp ? (['tcp'] as const) : [])];
  return protocols.map((protocol) => ({
    protocol,
    ip: media.listenIp,
    ...(media.announcedAddress !== undefined && { announcedAddress: media.announcedAddress }),
    ...(media.port !== 0 && { port: media.port + index }),
    ...(protocol === 'udp' && { sendBufferSize: SOCKET_BYTES, recvBufferSize: SOCKET_BYTES }),
  }));
}
