import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Lines } from '../testing/node-socket.ts';
import { DESK, RealServer } from '../testing/real-server.ts';
import { until } from '../testing/until.ts';
import { ClerkClient } from './clerk-client.ts';
import { KioskClient } from './kiosk-client.ts';
import { forgetfulMemory, type TokenMemory } from './person-client.ts';

let server: RealServer;
const opened: (KioskClient | ClerkClient)[] = [];
beforeAll(async () => {
  server = await RealServer.start(true);
});
afterAll(async () => {
  for (const client of opened) client.close();
  await server.close();
});

async function openClerk(tokens: TokenMemory, lines = new Lines()): Promise<ClerkClient> {
  const client = new ClerkClient({ ...server.client('clerk', lines), forceTcp: false, tokens });
  opened.push(client);
  client.connect();
  await client.watch();
  await until('the first hello', () => client.person.getSnapshot() !== null);
  return client;
}

/** RFC 6238 of a base32 secret. */
function codeOf(secret: string, moment: number): string {
  const bits = Array.from(secret, (each) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(moment / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

it('leads through the first log-in to the waiting list, hides it behind a lock, and is the same person after a reload', async () => {
  const code = await server.createAdmin('mihon');
  const kiosk = new KioskClient({ ...server.client('kiosk', new Lines()), forceTcp: false });
  opened.push(kiosk);
  kiosk.connect();
  await kiosk.checkIn(DESK, null);

  const tokens = forgetfulMemory();
  const lines = new Lines();
  const clerk = await openClerk(tokens, lines);
  expect(clerk.person.getSnapshot()).toEqual({ phase: 'out', because: null });
  expect(clerk.waiting.getSnapshot()).toEqual([]);

  expect(await clerk.person.logIn('mihon', 'not the code')).toEqual({ step: 'wrong' });
  expect(await clerk.person.logIn('mihon', code)).toEqual({ step: 'password' });
  const factor = await clerk.person.choosePassword('madobe-no-neko-ga-nemuru');
  if (factor.step !== 'factor') throw new Error(factor.step);
  expect((await clerk.person.confirmFactor(codeOf(factor.secret, clerk.serverNow()))).step).toBe('in');
  await until('the waiting list', () => clerk.waiting.getSnapshot().length === 1);

  await clerk.person.lock();
  expect(clerk.waiting.getSnapshot()).toEqual([]);
  expect(await clerk.person.unlock('something else')).toEqual({ step: 'wrong' });
  expect((await clerk.person.unlock('madobe-no-neko-ga-nemuru')).step).toBe('in');
  await until('the waiting list again', () => clerk.waiting.getSnapshot().length === 1);

  clerk.close();
  const reloaded = await openClerk(tokens);
  expect(reloaded.person.getSnapshot()).toMatchObject({ phase: 'in', locked: false, person: { login: 'mihon' } });
  await until('the waiting list after the reload', () => reloaded.waiting.getSnapshot().length === 1);
  await reloaded.person.logOut();
  expect(tokens.get()).toBeNull();
  expect(reloaded.person.getSnapshot()).toEqual({ phase: 'out', because: 'logged-out' });
  expect(reloaded.waiting.getSnapshot()).toEqual([]);
}, 30_000);
