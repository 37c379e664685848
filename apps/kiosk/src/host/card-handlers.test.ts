import { runApart } from '@mado/devices/testing';
import { expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { z } from 'zod';
import { cardDesk } from './card-handlers.ts';

const visit = fileURLToPath(new URL('testing/card-visit.ts', import.meta.url));
const Told = z.object({
  before: z.unknown(),
  changed: z.unknown(),
  told: z.unknown(),
  overwritten: z.boolean(),
  triesLeft: z.number(),
  log: z.string(),
});

it('has a card on a real card service read for the screen, and keeps neither PIN nor items', async () => {
  const { log, ...seen } = Told.parse(JSON.parse(await runApart(visit)));
  const items = { name: '窓野　花子', address: '窓野市中央通三丁目10番5号', birthDate: '1944-05-12', sex: '女' };
  expect(seen).toEqual({
    before: { condition: 'missing', name: 'カードリーダー', fault: 'reader-missing' },
    changed: [{ condition: 'ready', name: 'カードリーダー', fault: null }],
    told: [
      { ok: true, triesLeft: 3 },
      { ok: false, fault: 'card-wrong-pin', triesLeft: 2 },
      { ok: true, items },
      { ok: false, fault: 'card-wrong-pin', triesLeft: 2 },
      { ok: false, fault: 'card-wrong-pin', triesLeft: 1 },
      { ok: false, fault: 'card-last-try', triesLeft: 1 },
      { ok: false, fault: 'card-last-try', triesLeft: 1 },
      { ok: false, fault: 'card-missing', triesLeft: null },
    ],
    overwritten: true,
    triesLeft: 1,
  });
  expect(log).toContain('card-wrong-pin');
  for (const said of ['9999', '7351', '花子', '中央通', '1944']) expect(log).not.toContain(said);
}, 60_000);

it('is said to be missing where the booth has none', async () => {
  const { handlers } = cardDesk(null, pino({ level: 'silent' }));
  const context = { signal: new AbortController().signal };
  const pin = new TextEncoder().encode('0412');
  const missing = { ok: false, fault: 'reader-missing', triesLeft: null };
  expect(await handlers['card.find']({}, context)).toEqual(missing);
  expect(await handlers['card.read']({ pin }, context)).toEqual(missing);
  expect([...pin]).toEqual([0, 0, 0, 0]);
});
