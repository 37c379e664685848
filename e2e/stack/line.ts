import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** One end's line to the server, on loopback, that a test can cut. It passes TLS through and sees none of it. */
export interface Line {
  readonly port: number;
  /** Breaks every connection at once, as a pulled cable shows itself; new ones pass again after `forMs` (0: at once). */
  cut(forMs?: number): void;
  close(): Promise<void>;
}

/** Opens a line to a port on loopback. */
export async function openLine(target: () => number): Promise<Line> {
  const pairs = new Set<Socket>();
  let downUntil = 0;
  const server = createServer((near) => {
    if (Date.now() < downUntil) {
      near.destroy();
      return;
    }
    const far = connect(target(), '127.0.0.1');
    for (const [here, there] of [
      [near, far],
      [far, near],
    ] as const) {
      pairs.add(here);
      here.setNoDelay(true);
      here.pipe(there);
      // Either side's end or error ends both; a reset is what a test wants to cause.
      here.on('error', () => there.destroy());
      here.on('close', () => {
        pairs.delete(here);
        there.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  const breakAll = () => {
    for (const socket of pairs) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    cut(forMs = 0) {
      downUntil = Date.now() + forMs;
      breakAll();
    },
    async close() {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
