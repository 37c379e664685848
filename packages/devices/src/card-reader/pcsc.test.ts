import { expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { runApart } from '../testing/card-service.ts';

const booth = fileURLToPath(new URL('../testing/card-booth.ts', import.meta.url));

it('reads a card on a reader of the system’s card service, a wrong PIN first, and leaves no PIN behind', async () => {
  expect(JSON.parse(await runApart(booth))).toEqual([
    // No service, no reader.
    false,
    { triesLeft: 3 },
    true,
    { came: 'card-wrong-pin', pinLeft: [0, 0, 0, 0] },
    {
      came: { name: '髙橋﨑　花子', address: '窓野市中央通三丁目10番5号', birthDate: '1970-11-03', sex: '女' },
      pinLeft: [0, 0, 0, 0],
    },
    'removed',
    'card-missing',
    'reader-missing',
    'card-taken-away',
  ]);
}, 410_000);
