import { afterEach, describe, expect, it } from '@jest/globals';
import { CLERK, COLLEAGUE, KIOSK } from '../testing/fake-relay.ts';
import { SealedEnds, type SealedEnd } from '../testing/sealed-ends.ts';
import { until } from '../testing/until.ts';
import { SealReaders } from './tray-readers.ts';

const screens: SealedEnd[] = [];
const signal = new AbortController().signal;
afterEach(() => {
  for (const screen of screens.splice(0)) screen.vanish();
});

/** A booth and two clerks with the same keys, and how each sees who shares them. */
async function three() {
  const ends = new SealedEnds();
  const open = async (self: typeof KIOSK) => {
    const screen = ends.open(self);
    screens.push(screen);
    const readers = new SealReaders(screen.seal);
    await screen.channel.resume();
    return { ...screen, readers };
  };
  const all = [await open(KIOSK), await open(CLERK), await open(COLLEAGUE)] as const;
  await until('the same keys', () => all.every(({ seal }) => seal.getSnapshot().members.length === 3));
  await until('the histories', () => all.every(({ channel }) => channel.restored));
  const [kiosk, clerk, colleague] = all;
  return { kiosk, clerk, colleague, open };
}

describe('who shares the keys', () => {
  it('is another company from the very call in which somebody is to go, and at the others’ when they hear of it', async () => {
    const { kiosk, clerk } = await three();
    const { epoch, staying } = kiosk.readers;
    const clerks = clerk.readers.staying;
    expect(kiosk.readers.sameSince(epoch)).toBe(true);
    const removed = kiosk.seal.remove('clerk-2');
    expect(staying.aborted).toBe(true);
    expect(kiosk.readers.staying.aborted).toBe(true);
    let settled = false;
    const waiting = kiosk.readers.settled(signal).then(() => (settled = true));
    await Promise.resolve();
    expect(settled).toBe(false);
    await removed;
    await waiting;
    expect(kiosk.readers.staying.aborted).toBe(false);
    expect(kiosk.readers.epoch).toBe(epoch + 1);
    expect(kiosk.readers.sameSince(epoch)).toBe(false);
    expect(kiosk.readers.sameSince(epoch + 1)).toBe(true);
    // Nobody told this end beforehand.
    await until('the change at the clerk’s', () => clerk.readers.epoch === epoch + 1);
    expect(clerks.aborted).toBe(true);
    expect(clerk.readers.sameSince(epoch)).toBe(false);
    expect(clerk.readers.staying.aborted).toBe(false);
  });

  it('is the same company when a screen is reloaded, at its own end and at the others’', async () => {
    const { kiosk, clerk, open } = await three();
    const { epoch, staying } = kiosk.readers;
    clerk.vanish();
    const again = await open(CLERK);
    await until('its place', () => again.readers.epoch === epoch + 1 && kiosk.readers.epoch === epoch + 1);
    expect(staying.aborted).toBe(false);
    expect(kiosk.readers.sameSince(epoch)).toBe(true);
    expect(again.readers.sameSince(epoch)).toBe(true);
    // What it cannot know of is not taken for granted.
    expect(again.readers.sameSince(epoch - 1)).toBe(false);
  });

  it('is another one for a screen that was reloaded while somebody was taken out', async () => {
    const { kiosk, clerk, open } = await three();
    const { epoch } = clerk.readers;
    clerk.vanish();
    await kiosk.seal.remove('clerk-2');
    await until('the change', () => kiosk.readers.epoch === epoch + 1);
    const again = await open(CLERK);
    await until('its place', () => again.readers.epoch === epoch + 2);
    expect(again.readers.sameSince(epoch)).toBe(false);
  });

  it('waits no longer than it is asked to', async () => {
    const { kiosk } = await three();
    const waits = new AbortController();
    void kiosk.seal.remove('clerk-2');
    const waiting = kiosk.readers.settled(waits.signal);
    waits.abort(new Error('called off'));
    await expect(waiting).rejects.toThrow('called off');
  });
});
