import { afterEach, expect, it } from '@jest/globals';
import { CryptorGate } from '../testing/cryptor-gate.ts';
import { CLERK, KIOSK } from '../testing/fake-relay.ts';
import { SealedEnds, type SealedEnd } from '../testing/sealed-ends.ts';
import { until } from '../testing/until.ts';

const WORD = new Uint8Array([7, 8, 9]);

const screens: SealedEnd[] = [];
afterEach(() => {
  for (const screen of screens.splice(0)) screen.vanish();
});

it.each([
  ['clerk', CLERK, KIOSK],
  ['kiosk', KIOSK, CLERK],
])('names at the %s frames that somebody changed or kept and mixes in among good ones', async (_end, here, there) => {
  const ends = new SealedEnds();
  const open = (self: typeof KIOSK) => {
    const gate = new CryptorGate();
    const end = ends.open(self, undefined, null, gate);
    screens.push(end);
    return { ...end, gate };
  };
  const [victim, other] = [open(here), open(there)];
  await Promise.all([victim.channel.resume(), other.channel.resume()]);
  const together = ({ seal }: SealedEnd) => seal.getSnapshot().members.length === 2;
  await until('the same keys', () => [victim, other].every(together));
  const faults = () => victim.seal.getSnapshot().faults;
  /** A frame of the other one's that opens here. */
  const good = async () => {
    for (;;) {
      const frame = await other.gate.seal(WORD);
      if (frame !== null && (await victim.gate.open(frame)) !== null) return frame;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const kept = await good();
  // What is sent twice in a row may be the network's doing.
  expect(await victim.gate.open(kept)).toBeNull();
  expect(faults()).toEqual([]);
  const changed = Uint8Array.from((await other.gate.seal(WORD)) ?? []);
  changed[changed.length - 1]! ^= 1;
  expect(await victim.gate.open(changed)).toBeNull();
  expect(faults()).toEqual([{ part: 'media', cause: 'forged' }]);
  for (let frames = 0; frames < 512; frames++) await good();
  expect(await victim.gate.open(kept)).toBeNull();
  expect(faults()).toEqual([
    { part: 'media', cause: 'forged' },
    { part: 'media', cause: 'replayed' },
  ]);
});
