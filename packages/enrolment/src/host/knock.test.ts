import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Knocker } from './knock.ts';

async function listen(port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume()).listen(port, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}
async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

describe('somebody who waits at the server’s door', () => {
  it('is answered at once when it is open, hears nothing when it is not, and as soon as it opens', async () => {
    const { server, port } = await listen();
    const door = new Knocker(`wss://localhost:${port}/v1/signaling`);
    expect(await door.knock(5_000)).toBe(true);
    await close(server);
    expect(await door.knock(50)).toBe(false);
    const waiting = door.knock(10_000);
    const again = await listen(port);
    expect(await waiting).toBe(true);
    await close(again.server);
  });

  it('finds no door by a name that nobody has', async () => {
    expect(await new Knocker('wss://no-such-server.invalid/v1/signaling').knock(300)).toBe(false);
  });
});
