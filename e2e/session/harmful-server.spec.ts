import { expect, test } from '@playwright/test';
import type { ChannelMessage } from '@mado/signaling/wire';
import { askOfStranger, HarmfulServer } from '../stack/harmful-server.ts';
import { nothingIsWrong, openCity, talk, type OpenCity } from './apps.ts';

/** The first two bytes of a payload: its form, and what it is. */
const FORM = 2;
const HANDSHAKE = 1;
const SEALED = 2;
const HEAD_BYTES = 2;
/** The first byte of a handshake that asks to be let in is its form, the second that. */
const ASKS = 1;
/**
 * Where the key begins that a welcome would be sealed for: behind the handshake's form, kind and length, the MLS message's version and
 * wire format, the key package's version and suite, and the key's own length (RFC 9420, sections 6 and 10).
 */
const INIT_KEY_AT = HEAD_BYTES + 4 + 4 + 4 + 1;

const WORDS = {
  replayed: '前の内容が、もう一度送られてきました',
  forged: '途中で書きかえられた内容が届きました',
  malformed: '届いた内容が途中で切れていました',
  downgraded: '弱い守りに切りかえようとする動きがありました',
  missing: '相手の言葉や書類の一部が届いていません',
  stranger: '市の証明のない端末が入ろうとしました',
} as const;
const WHAT_TO_DO = 'お話を終えて、情報担当の職員に知らせてください';

const ENDS = ['kiosk', 'clerk'] as const;

let city: OpenCity;
let servers: Record<(typeof ENDS)[number], HarmfulServer>;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  city = await openCity({ camera: 'small' });
  servers = { kiosk: await HarmfulServer.at(city.kiosk.page), clerk: await HarmfulServer.at(city.clerk.page) };
  await load();
  await city.clerk.shows('desk');
  await talk(city);
});
test.afterAll(() => city.close());
test.afterEach(() => expect(city.exceptions()).toEqual([]));

async function load(): Promise<void> {
  await Promise.all([city.kiosk.page.reload(), city.clerk.page.reload()]);
}

/** Both take the session up again, and know of nothing that was wrong. */
async function beginAnew(): Promise<void> {
  await load();
  await Promise.all([city.kiosk.inCall(), city.clerk.inCall()]);
  await nothingIsWrong(city);
}

/** Something was said in both directions. The key of a phrase that stands on the booth's screen takes it away, so each is said once. */
async function bothSpeak(key: number, words: string): Promise<void> {
  await city.clerk.phrase(key);
  await city.kiosk.hasWords(words);
  await city.kiosk.signal('もう一度');
  await city.clerk.hasWords('もう一度お伝えください');
}

/** This was named, in words and with what to do, and the lock counts as many kinds. */
async function names(end: (typeof ENDS)[number], kinds: number, ...words: string[]): Promise<void> {
  const { page } = city[end];
  for (const word of words) await page.locator('.mado-seal__faults li', { hasText: word }).first().waitFor();
  await page.locator('.mado-seal__faults', { hasText: WHAT_TO_DO }).waitFor();
  await expect(page.locator('.mado-seal')).toHaveAttribute('data-seal-faults', String(kinds));
}

test('a server that lets a device of its own ask, and that swaps the key of one that asks, is named on both screens and nobody is let in', async () => {
  const asks = ({ payload }: ChannelMessage) => payload[1] === HANDSHAKE && payload[HEAD_BYTES + 1] === ASKS;
  const asked = (await servers.kiosk.carried()).find(asks);
  if (asked === undefined) throw new Error('nobody asked to be let in');
  const { sessionId, from, to, payload } = asked;
  const ask = await askOfStranger(sessionId);
  const stranger = Uint8Array.of(FORM, HANDSHAKE, ...ask);
  const swapped = payload.with(INIT_KEY_AT, (payload[INIT_KEY_AT] ?? 0) ^ 1);
  for (const end of ENDS) {
    const lock = city[end].page.locator('.mado-seal');
    await expect(lock).toHaveAttribute('data-seal-members', '2');
    await servers[end].says({ sessionId, from, to, payload: stranger });
    await names(end, 1, WORDS.stranger);
    await servers[end].says({ sessionId, from, to, payload: Uint8Array.from(swapped) });
    await names(end, 2, WORDS.forged);
    await expect(lock).toHaveAttribute('data-seal-members', '2');
  }
});

test('a server that replays, changes, cuts and downgrades what it carries is named on the citizen’s screen and on the clerk’s', async () => {
  await beginAnew();
  await bothSpeak(3, '少々お待ちください');
  for (const end of ENDS) {
    const server = servers[end];
    const carried = (await server.carried()).filter(({ payload }) => payload[1] === SEALED).at(-1);
    if (carried === undefined) throw new Error(`nothing was carried to the ${end}`);
    const { sessionId, from, to, payload } = carried;
    const says = async (bytes: Uint8Array, kinds: number, words: string) => {
      await server.says({ sessionId, from, to, payload: Uint8Array.from(bytes) });
      await names(end, kinds, words);
    };
    await says(payload, 1, WORDS.replayed);
    const changed = payload.with(payload.length - 1, (payload.at(-1) ?? 0) ^ 1);
    await says(changed, 2, WORDS.forged);
    await says(payload.subarray(0, 12), 3, WORDS.malformed);
    // In the form of a version that sealed nothing.
    await says(payload.with(0, 1), 4, WORDS.downgraded);
  }
});

test('a server that gives two messages in the other order is named on both screens', async () => {
  await beginAnew();
  await bothSpeak(7, 'どうぞ、お話しください');
  const swapped = async (end: (typeof ENDS)[number], speak: (() => Promise<void>)[]) => {
    const server = servers[end];
    await server.keeps();
    const sealed = async () => (await server.kept()).filter(({ payload }) => payload[1] === SEALED);
    for (const [index, say] of speak.entries()) {
      await say();
      await expect.poll(async () => (await sealed()).length).toBeGreaterThan(index);
    }
    await server.gives((await server.kept()).reverse());
    await names(end, 2, WORDS.missing, WORDS.replayed);
  };
  await swapped('kiosk', [() => city.clerk.phrase(1), () => city.clerk.phrase(2)]);
  await swapped('clerk', [() => city.kiosk.signal('見づらい'), () => city.kiosk.signal('ゆっくり')]);
});
