import { PcscReader } from '@mado/devices/pcsc';
import { startCardService } from '@mado/devices/testing';
import { pino } from 'pino';
import { cardDesk } from '../card-handlers.ts';
import { DeviceWatch } from '../device-watch.ts';

// A visit with a card, at a real card service. Run by itself with `runApart`; prints what the screen was told, and the log.
let log = '';
const changed: unknown[] = [];
const reader = new PcscReader();
const watch = new DeviceWatch({
  scanner: null,
  printer: null,
  cardReader: { device: reader, name: 'カードリーダー' },
  findHeadset: () => Promise.resolve(null),
  onChange: ({ cardReader }) => changed.push(cardReader),
  onFailure: (error) => changed.push(String(error)),
});
// Without the time, the process and the machine: their digits may be those of a PIN or a year by chance.
const options = { level: 'debug', timestamp: false, base: null };
const desk = cardDesk(reader, pino(options, { write: (line) => (log += line) }));
const { handlers } = desk;
const asked = () => ({ signal: new AbortController().signal });
const pin = (digits: string) => new TextEncoder().encode(digits);

watch.start();
const before = (await watch.seen()).cardReader;
const service = await startCardService();
try {
  const items = {
    name: '窓野　花子',
    address: '窓野市中央通三丁目10番5号',
    birthDate: '1944-05-12',
    sex: '女',
  } as const;
  const found = handlers['card.find']({}, asked());
  const slot = await service.lay({ items, pin: '7351' });
  const told: unknown[] = [await found];
  await watch.refresh();
  const typed = [pin('9999'), pin('7351'), pin('9999'), pin('9998')];
  for (const digits of typed) told.push(await handlers['card.read']({ pin: digits }, asked()));
  // With one try left not even the right one is shown to the card.
  told.push(await handlers['card.find']({}, asked()), await handlers['card.read']({ pin: pin('7351') }, asked()));
  const gone = handlers['card.removed']({}, asked());
  const triesLeft = await slot.takeAway();
  await gone;
  const waiting = handlers['card.find']({}, asked());
  desk.stop();
  told.push(await waiting);
  const overwritten = typed.every((digits) => digits.every((digit) => digit === 0));
  process.stdout.write(JSON.stringify({ before, changed, told, overwritten, triesLeft, log }));
} finally {
  await service.stop();
  await watch.close();
}
