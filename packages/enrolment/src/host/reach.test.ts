import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { reach } from './reach.ts';

describe('what stands at the server’s address', () => {
  it('is nothing when the port is closed, and silent when nobody speaks', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const url = `wss://127.0.0.1:${address.port}/v1/signaling`;
    expect(await reach(url, 50)).toBe('silent');
    server.close();
    await once(server, 'close');
    expect(await reach(url, 2_000)).toBe('refused');
  });
});
