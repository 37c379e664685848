import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CardError } from '../card-reader/card-reader.ts';
import { PcscReader } from '../card-reader/pcsc.ts';
import { layCard } from './virtual-card-slot.ts';
import { VirtualCard } from './virtual-card.ts';

// Run by itself, in a network and a /run of its own: the system's own card service is neither needed nor met. Prints what was read.
const service = spawn('pcscd', ['--foreground'], { stdio: 'ignore' });
const tried: unknown[] = [];
try {
  while (!(await exists('/run/pcscd/pcscd.comm'))) await sleep(50);
  const items = {
    name: '髙橋﨑　花子',
    address: '窓野市中央通三丁目10番5号',
    birthDate: '1970-11-03',
    sex: '女',
  } as const;
  const slot = await laid(new VirtualCard({ items, pin: '0412' }));
  for (const pin of ['9999', '0412']) {
    const typed = new TextEncoder().encode(pin);
    const reading = new PcscReader().readBasicItems(typed);
    const came = await reading.catch((error: unknown) => (error instanceof CardError ? error.fault : String(error)));
    tried.push({ came, pinLeft: [...typed] });
  }
  slot.takeAway();
  process.stdout.write(JSON.stringify(tried));
} finally {
  service.kill();
}

/** The virtual reader opens its port a moment after the service. */
async function laid(card: VirtualCard): ReturnType<typeof layCard> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await layCard(card);
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(50);
    }
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
