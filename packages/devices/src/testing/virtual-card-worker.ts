import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { CardLine } from '../card-reader/card-reader.ts';
import { layCard } from './virtual-card-slot.ts';
import { VirtualCard } from './virtual-card.ts';

/** READ BINARY. */
const READ = 0xb0;

const CardInWorker = z.object({
  items: z.object({
    name: z.string(),
    address: z.string(),
    birthDate: z.string(),
    sex: z.enum(['男', '女']).nullable(),
  }),
  pin: z.string(),
  tries: z.int().optional(),
  /** The card goes when the first of its items is asked for. */
  goesWhenRead: z.boolean().default(false),
});

const { tries, goesWhenRead, ...setting } = CardInWorker.parse(workerData);
const card = new VirtualCard(tries === undefined ? setting : { ...setting, tries });
const line: CardLine = {
  transmit: (command) => {
    if (!goesWhenRead || command[1] !== READ) return card.transmit(command);
    slot.takeAway();
    return new Promise(() => undefined);
  },
};
const slot = await layCard(line);
parentPort?.on('message', () => {
  slot.takeAway();
  parentPort?.postMessage(card.triesLeft);
  parentPort?.close();
});
parentPort?.postMessage('laid');
