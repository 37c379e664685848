import { expect, test } from '@playwright/test';
import { HarmfulServer } from '../stack/harmful-server.ts';
import { openCity, talk, type OpenCity } from './apps.ts';

/** The second byte of a payload: it is sealed. */
const SEALED = 2;

const WORDS = {
  replayed: '前の内容が、もう一度送られてきました',
  forged: '途中で書きかえられた内容が届きました',
  malformed: '届いた内容が途中で切れていました',
  downgraded: '弱い守りに切りかえようとする動きがありました',
} as const;
const WHAT_TO_DO = 'お話を終えて、情報担当の職員に知らせてください';

let city: OpenCity;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  city = await openCity({ camera: 'small' });
});
test.afterAll(() => city.close());

test('a server that replays, changes, cuts and downgrades what it carries is named on the citizen’s screen and on the clerk’s', async () => {
  const servers = {
    kiosk: await HarmfulServer.at(city.kiosk.page),
    clerk: await HarmfulServer.at(city.clerk.page),
  };
  await Promise.all([city.kiosk.page.reload(), city.clerk.page.reload()]);
  await city.clerk.shows('desk');
  await talk(city);
  await city.clerk.phrase(3);
  await city.kiosk.hasWords('少々お待ちください');
  for (const end of ['kiosk', 'clerk'] as const) {
    const server = servers[end];
    const carried = (await server.carried()).filter(({ payload }) => payload[1] === SEALED).at(-1);
    if (carried === undefined) throw new Error(`nothing was carried to the ${end}`);
    const { sessionId, from, to, payload } = carried;
    const says = async (bytes: Uint8Array, words: string) => {
      await server.says({ sessionId, from, to, payload: Uint8Array.from(bytes) });
      await city[end].hasWords(words);
    };
    await says(payload, WORDS.replayed);
    const changed = payload.with(payload.length - 1, (payload.at(-1) ?? 0) ^ 1);
    await says(changed, WORDS.forged);
    await says(payload.subarray(0, 12), WORDS.malformed);
    // In the form of a version that sealed nothing.
    await says(payload.with(0, 1), WORDS.downgraded);
    await city[end].page.locator('.mado-seal__faults', { hasText: WHAT_TO_DO }).waitFor();
    expect(await city[end].page.locator('.mado-seal').getAttribute('data-seal-faults')).toBe('4');
  }
});
