import { describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES, ParcelOpener, ParcelSealer, makePageKey } from '@mado/e2ee';
import { CLERK, KIOSK } from '../testing/fake-relay.ts';
import { MemoryTray } from '../testing/memory-tray.ts';
import { until } from '../testing/until.ts';
import { RANK } from './turns.ts';

const signal = new AbortController().signal;
const carriage = { rank: RANK.scan, signal, resumed: false, onBytes: () => undefined };

async function parcel(chunks: number) {
  const key = makePageKey();
  const sender = { sessionId: 's1', participantId: KIOSK };
  const place = { sender, documentId: crypto.randomUUID(), page: 0, part: 'page' } as const;
  const sealer = await ParcelSealer.of(key, place, new Uint8Array(chunks * CHUNK_BYTES).fill(7));
  return { sealer, opener: await ParcelOpener.of(key, sealer.place) };
}

describe('a parcel on its way down', () => {
  it('is fetched as its chunks are stored, whatever one of them takes', async () => {
    const server = new MemoryTray();
    const { sealer, opener } = await parcel(4);
    const taken: number[] = [];
    const asked = (chunk: number) =>
      server.asked.filter((each) => each.startsWith('GET') && each.endsWith(`/${chunk}`));
    let letGo: () => void = () => undefined;
    const held = new Promise<null>((resolve) => (letGo = () => resolve(null)));
    server.instead = ({ method, place }) => (method === 'GET' && place.endsWith('/0') ? held : Promise.resolve(null));
    const received = server
      .carrier(CLERK)
      .receive(opener, KIOSK, { ...carriage, wait: true, take: (n) => taken.push(n) });
    await server.carrier(KIOSK).send(sealer, carriage);
    // The first chunk is still on the line.
    await until('the others', () => taken.length === 3);
    expect(taken.toSorted()).toEqual([1, 2, 3]);
    letGo();
    expect(await received).toBe('whole');
    for (const chunk of [0, 1, 2, 3]) expect(asked(chunk)).toHaveLength(1);
  });

  it('is given up at once when a chunk does not open, also while others are waited for', async () => {
    const server = new MemoryTray();
    const { sealer, opener } = await parcel(3);
    const received = server.carrier(CLERK).receive(opener, KIOSK, { ...carriage, wait: true, take: () => undefined });
    const sending = server.carrier(KIOSK);
    server.instead = ({ method, place, body }) => {
      if (method === 'PUT' && place.endsWith('/1') && body !== null) body[40] = (body[40] ?? 0) ^ 1;
      // The last one never gets to the server.
      return method === 'PUT' && place.endsWith('/2') ? new Promise(() => undefined) : Promise.resolve(null);
    };
    sending.send(sealer, carriage).catch(() => undefined);
    await expect(received).rejects.toMatchObject({ reason: 'forged' });
    sending.close();
  });
});

it('makes the way ready with one question that names nothing of the session', async () => {
  const server = new MemoryTray();
  server.carrier(KIOSK).prepare();
  await until('the question', () => server.asked.length === 1);
  expect(server.asked[0]).toMatch(new RegExp(`^GET ${KIOSK}/[0-9a-f-]{36}$`));
  expect(server.chunks.size).toBe(0);
});
