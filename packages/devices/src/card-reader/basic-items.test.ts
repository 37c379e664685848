import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VirtualCard } from '../testing/virtual-card.ts';
import { lookAtCard, readBasicItems } from './basic-items.ts';
import { CardError, type BasicItems } from './card-reader.ts';

const ITEMS: BasicItems = {
  name: '髙橋﨑　花子',
  address: '岩手県窓野市中央通三丁目10番5号　窓野ハイツ203号室',
  birthDate: '1970-11-03',
  sex: '女',
};
const digits = (pin: string) => new TextEncoder().encode(pin);
const card = (over: { tries?: number; items?: BasicItems } = {}) =>
  new VirtualCard({ items: ITEMS, pin: '0412', ...over });

describe('the four basic items of a card', () => {
  it('are read with the PIN, and the 個人番号 beside them is not even chosen', async () => {
    const one = card();
    expect(await readBasicItems(one, digits('0412'))).toEqual(ITEMS);
    expect(one.chosen).toEqual([0x0011, 0x0002]);
  });

  it('are whole when they take several parts', async () => {
    const items = { ...ITEMS, address: '窓'.repeat(250), sex: null };
    expect(await readBasicItems(card({ items }), digits('0412'))).toEqual(items);
  });

  it('leave no PIN behind, whatever comes of it', async () => {
    for (const typed of ['0412', '9999', '04a2']) {
      const pin = digits(typed);
      await readBasicItems(card(), pin).catch(() => undefined);
      expect([...pin]).toEqual([0, 0, 0, 0]);
    }
  });
});

describe('a wrong PIN', () => {
  const fault = (one: VirtualCard, pin: string) =>
    readBasicItems(one, digits(pin)).then(
      () => null,
      (error: unknown) => (error instanceof CardError ? [error.fault, error.triesLeft] : error),
    );

  it('is told with the tries that are left, and the last one is never used', async () => {
    const one = card();
    expect(await fault(one, '9999')).toEqual(['card-wrong-pin', 2]);
    expect(await fault(one, '9998')).toEqual(['card-wrong-pin', 1]);
    expect(await fault(one, '0412')).toEqual(['card-last-try', 1]);
    expect(one.triesLeft).toBe(1);
  });

  it('is not tried on a card that is locked, or when it is no PIN', async () => {
    expect(await fault(card({ tries: 0 }), '0412')).toEqual(['card-locked', null]);
    const one = card();
    expect(await fault(one, '041')).toEqual(['card-wrong-pin', null]);
    expect(one.triesLeft).toBe(3);
  });

  it('is asked for on no card that would not bear it', async () => {
    expect(await lookAtCard(card())).toEqual({ triesLeft: 3 });
    await expect(lookAtCard(card({ tries: 1 }))).rejects.toMatchObject({ fault: 'card-last-try', triesLeft: 1 });
    await expect(lookAtCard(card({ tries: 0 }))).rejects.toMatchObject({ fault: 'card-locked' });
  });

  it('costs nothing on another kind of card', async () => {
    const other = { transmit: () => Promise.resolve(Uint8Array.of(0x6a, 0x82)) };
    await expect(readBasicItems(other, digits('0412'))).rejects.toMatchObject({ fault: 'card-unknown' });
  });
});

it('ends in items or a named fault, whatever a card answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 12 }), async (answers) => {
      let at = 0;
      const line = {
        transmit: (command: Uint8Array) => {
          const answer = answers[at++ % answers.length] ?? new Uint8Array();
          // Often well: then the bytes behind it matter.
          const good = command[1] === 0x20 && command.byteLength === 4 ? [0x63, 0xc3] : [0x90, 0x00];
          return Promise.resolve(Uint8Array.of(...answer, ...good));
        },
      };
      const came = await readBasicItems(line, digits('0412')).catch((error: unknown) => error);
      expect(came instanceof CardError || !(came instanceof Error)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
