import { setTimeout as sleep } from 'node:timers/promises';
import { CardError } from '../card-reader/card-reader.ts';
import { PcscReader } from '../card-reader/pcsc.ts';
import { startCardService } from './card-service.ts';

// Run by itself with `runApart`. Prints what came of each step.
const reader = new PcscReader();
const told: unknown[] = [await reader.isConnected()];
let service = await startCardService();
try {
  const items = {
    name: '髙橋﨑　花子',
    address: '窓野市中央通三丁目10番5号',
    birthDate: '1970-11-03',
    sex: '女',
  } as const;
  const waiting = reader.awaitCard();
  const slot = await service.lay({ items, pin: '0412' });
  told.push(await waiting, await reader.isConnected());
  for (const pin of ['9999', '0412']) {
    const typed = new TextEncoder().encode(pin);
    const came = await reader.readBasicItems(typed).catch(causeOf);
    told.push({ came, pinLeft: [...typed] });
  }
  const gone = reader.awaitRemoval().then(() => 'removed');
  await slot.takeAway();
  told.push(await gone);
  told.push(await reader.awaitCard({ signal: AbortSignal.timeout(300) }).catch(causeOf));

  // The service goes while a card is waited for.
  const left = reader.awaitCard().catch(causeOf);
  await sleep(500);
  await service.stop();
  told.push(await left);

  // Taken away in the middle of an exchange.
  service = await startCardService();
  await service.lay({ items, pin: '0412', goesWhenRead: true });
  told.push(await reader.readBasicItems(new TextEncoder().encode('0412')).catch(causeOf));
  process.stdout.write(JSON.stringify(told));
} finally {
  await service.stop();
}

function causeOf(error: unknown): string {
  return error instanceof CardError ? error.fault : String(error);
}
