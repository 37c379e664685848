import { expect, it } from '@jest/globals';
import { SESSION } from '../testing/fake-relay.ts';
import { until } from '../testing/until.ts';
import type { Method, ResponseOf } from '../wire/index.ts';
import { ParcelId, ParticipantId, methods } from '../wire/index.ts';
import type { Requester } from '../client/index.ts';
import { TrayLine, type AskTray } from './tray-line.ts';

const opened = { token: 'a'.repeat(43), expiresAt: 1 };
const request: Requester = async <M extends Method>(method: M) =>
  Promise.resolve(methods[method].response.parse(opened) as ResponseOf<M>);

it('asks anew what was under way when the line comes back, and what was called off never again', async () => {
  const asked: string[] = [];
  let dead = true;
  const ask: AskTray = ({ place, signal }) => {
    asked.push(place);
    if (!dead) return Promise.resolve({ status: 200, body: new Uint8Array() });
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  };
  const line = new TrayLine({ sessionId: SESSION, request, origin: 'https://127.0.0.1', ask });
  const address = { owner: ParticipantId.parse('p1'), parcel: ParcelId.parse(crypto.randomUUID()) };
  const away = new AbortController();
  const dropped = line.put(address, 1, new Uint8Array(3), away.signal);
  const kept = line.put(address, 0, new Uint8Array(3), new AbortController().signal);
  await until('both under way', () => asked.length === 2);
  away.abort(new Error('called off'));
  await expect(dropped).rejects.toThrow('called off');
  dead = false;
  line.wake();
  await kept;
  expect(asked.slice(2)).toEqual([`${address.owner}/${address.parcel}/0`]);
});
