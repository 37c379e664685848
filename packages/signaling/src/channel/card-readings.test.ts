import { expect, it } from '@jest/globals';
import { CLERK, KIOSK } from '../testing/fake-relay.ts';
import { CardReadings } from './card-readings.ts';
import { CommandId, SessionMessage } from './content.ts';
import { readContent, writeContent } from './envelope.ts';

const commandId = CommandId.parse('6f1a2b3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c');
const items = { name: '窓野　花子', address: '窓野市中央通三丁目', birthDate: '1944-05-12', sex: '女' } as const;

it('hands what a card said to one clerk, keeps nothing of it at the booth, and forgets it with the session', async () => {
  const said: { message: SessionMessage; to: unknown }[] = [];
  const booth = new CardReadings((message, options) => Promise.resolve(said.push({ message, to: options?.to })));
  await booth.tell(commandId, items, CLERK);
  const [first] = said;
  expect(first).toEqual({ message: { type: 'card.items', commandId, items }, to: CLERK });
  booth.handleMessage(first!.message, { seq: 1, from: KIOSK, to: CLERK, own: true, replayed: true, epoch: 1 });
  expect(booth.getSnapshot()).toBeNull();

  const read = readContent(writeContent(first!.message));
  const clerk = new CardReadings(() => Promise.resolve(0));
  if (read.ok)
    clerk.handleMessage(read.message, { seq: 1, from: KIOSK, to: CLERK, own: false, replayed: false, epoch: 1 });
  expect(clerk.getSnapshot()).toEqual({ commandId, items, from: KIOSK });
  clerk.close();
  expect(clerk.getSnapshot()).toBeNull();
});

it('takes nothing more than the four items', () => {
  for (const more of [{ number: '123456789018' }, { sex: 'x' }, { birthDate: '昭和19年' }, { name: '' }])
    expect(SessionMessage.safeParse({ type: 'card.items', commandId, items: { ...items, ...more } }).success).toBe(
      false,
    );
});
