import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLOSE, encode, MAX_MESSAGE_BYTES, methods } from '@mado/signaling/wire';
import { TestClient } from '../testing/client.ts';
import { Stage } from '../testing/stage.ts';

/** Bytes that look random and are the same in every run. */
function seeded(seed: string, length: number): Uint8Array<ArrayBuffer> {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < length; block++)
    blocks.push(createHash('sha256').update(`${seed}/${block}`).digest());
  return Uint8Array.from(Buffer.concat(blocks).subarray(0, length));
}
const number = (seed: string, below: number) => new DataView(seeded(seed, 4).buffer).getUint32(0) % below;

describe('a client that talks nonsense', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const stillWell = async () => {
    const { client } = await stage.enter('kiosk2');
    await client.ask('ping', {});
    await client.close();
  };

  it('is cut off for text, broken bytes and frames that are no requests', async () => {
    const bad: (string | Uint8Array)[] = [
      '{"type":"request"}',
      new Uint8Array([0xc1]),
      new Uint8Array(0),
      encode([1, 2]),
      encode({ type: 'response', ok: true }),
    ];
    for (const frame of bad) {
      const client = await TestClient.open(stage.server.url);
      client.socket.send(frame);
      expect((await client.closed).code).toBe(CLOSE.protocol);
    }
    await stillWell();
  });

  it('is told what does not fit when the frame has a number', async () => {
    const { client } = await stage.enter('kiosk');
    client.socket.send(encode({ type: 'request', id: 900, method: 'ping', data: {}, more: true }));
    for (const [method, data] of [
      ['ping', null],
      ['ping', { more: 1 }],
      ['session.end', { sessionId: '../..' }],
      ['channel.replay', { sessionId: 's', after: -1 }],
    ] as const) {
      expect([method, await client.refusal(method, data)]).toEqual([method, 'malformed']);
    }
    const large = {
      sessionId: 's',
      key: '2f2e7b3c-9b1a-4b7e-8d59-0d3a3f0c9a11',
      to: null,
      payload: new Uint8Array(193 * 1024),
    };
    expect(await client.refusal('channel.send', large)).toBe('oversized');
    await client.close();
  });

  it('is cut off for frames larger than the protocol knows', async () => {
    for (const bytes of [MAX_MESSAGE_BYTES + 1, 3 * MAX_MESSAGE_BYTES]) {
      const { client } = await stage.enter('kiosk');
      client.socket.send(seeded('large', bytes));
      expect([CLOSE.protocol, 1009]).toContain((await client.closed).code);
    }
    await stillWell();
  });

  it('does not bring the server down with seeded random bytes, before and after hello', async () => {
    for (let round = 0; round < 150; round++) {
      const client = round % 2 === 0 ? await TestClient.open(stage.server.url) : (await stage.enter('kiosk')).client;
      for (let frame = 0; frame < 4; frame++) {
        if (client.socket.readyState !== client.socket.OPEN) break;
        client.socket.send(seeded(`${round}/${frame}`, 1 + number(`${round}:${frame}`, 400)));
      }
      client.socket.close();
      await client.closed;
    }
    await stillWell();
  });

  it('answers every mangled request of every method with a typed refusal', async () => {
    const { client } = await stage.enter('clerk');
    const values: unknown[] = [
      null,
      0,
      -1,
      2 ** 40,
      '',
      'x'.repeat(300),
      [],
      {},
      { a: { b: { c: [] } } },
      new Uint8Array(9),
      true,
      { length: 1 },
    ];
    for (const [name, { request }] of Object.entries(methods)) {
      const fields = Object.keys(request.shape);
      // Nothing in a request without fields can be mangled.
      if (name === 'hello' || fields.length === 0) continue;
      for (let round = 0; round < 12; round++) {
        const data = Object.fromEntries(
          fields.map((field, index) => [field, values[number(`${name}/${round}/${index}`, values.length)]]),
        );
        // Enrolment is asked for before hello alone.
        const causes = name.startsWith('enrolment.')
          ? ['unknown-method']
          : ['malformed', 'oversized', 'forbidden', 'not-found'];
        expect(causes).toContain(await client.refusal(name, data));
      }
    }
    await client.close();
    await stillWell();
  });

  it('is asked to slow down and then cut off when it floods', async () => {
    const { client } = await stage.enter('kiosk');
    const answers: Promise<string>[] = [];
    for (let request = 0; request < 5000; request++) answers.push(client.refusal('ping', {}).catch(() => 'closed'));
    const counts = Map.groupBy(await Promise.all(answers), (answer) => answer);
    expect(counts.get('granted')?.length).toBeGreaterThanOrEqual(2000);
    expect(counts.get('limited')?.length).toBeGreaterThan(0);
    expect((await client.closed).code).toBe(CLOSE.protocol);
    await stillWell();
  });
});
