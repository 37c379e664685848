import { afterEach, describe, expect, it } from '@jest/globals';
import { readHeader } from '@mado/e2ee';
import { CLERK, COLLEAGUE, KIOSK } from '../testing/fake-relay.ts';
import { CryptorGate } from '../testing/cryptor-gate.ts';
import { SealedEnds, type SealedEnd } from '../testing/sealed-ends.ts';
import { until } from '../testing/until.ts';
import type { ParticipantId } from '../wire/index.ts';
import type { AsideWord } from './aside-keys.ts';

type Screen = SealedEnd & { readonly gate: CryptorGate; readonly words: AsideWord[] };

const WORD = new Uint8Array([7, 8, 9]);
const ID = 'p-colleague/1';
const IN_CHARGE = { id: ID, deviceId: 'clerk-2', asks: false };
const ASKED = { id: ID, deviceId: 'clerk-1', asks: true };
/** The other one of a side conversation. */
const beside = (self: ParticipantId) => (self === CLERK ? COLLEAGUE : CLERK);

const screens: SealedEnd[] = [];
afterEach(() => {
  for (const screen of screens.splice(0)) screen.vanish();
});

/** Booth and two clerks with real keys, each with a frame worker's cryptor. */
async function three() {
  const ends = new SealedEnds();
  const open = async (self: ParticipantId): Promise<Screen> => {
    const gate = new CryptorGate();
    const end = ends.open(self, undefined, null, gate);
    const words: AsideWord[] = [];
    end.seal.aside.speakBy((word) => {
      words.push(word);
      void end.channel.send(word, { to: beside(self) });
    });
    end.channel.on('message', (message, { own }) => {
      const isAside = message.type === 'aside.asked' || message.type === 'aside.answered';
      if (isAside && !own) end.seal.aside.handle(message);
    });
    screens.push(end);
    await end.channel.resume();
    return { ...end, gate, words };
  };
  const [kiosk, clerk, colleague] = [await open(KIOSK), await open(CLERK), await open(COLLEAGUE)];
  const members = (screen: Screen) => screen.seal.getSnapshot().members.length;
  await until('the same keys', () => [kiosk, clerk, colleague].every((screen) => members(screen) === 3));
  await until('the histories', () => clerk.channel.restored && colleague.channel.restored);
  return { open, kiosk, clerk, colleague };
}

/** Asks again, for as long as a test may take, until there is an answer. */
async function eventually<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What somebody says, once anything of theirs may leave. */
const said = ({ gate }: Screen): Promise<Uint8Array> => eventually(() => gate.seal(WORD));

const isHeard = async (by: Screen, frame: Uint8Array) => (await by.gate.open(frame)) !== null;

describe('a side conversation', () => {
  it('is sealed under a key that the booth does not have, whatever the server sends on to it', async () => {
    const { kiosk, clerk, colleague } = await three();
    expect(await isHeard(kiosk, await said(clerk))).toBe(true);
    clerk.seal.aside.set(IN_CHARGE);
    // Not one frame between the end of the one and the beginning of the other.
    expect(await clerk.gate.seal(WORD)).toBeNull();
    colleague.seal.aside.set(ASKED);
    const [first, second] = [await said(clerk), await said(colleague)];
    expect([await isHeard(colleague, first), await isHeard(clerk, second)]).toEqual([true, true]);

    // The server sends all of it to the booth: picture, sound, and what the two devices said about the key.
    for (const word of [...clerk.words, ...colleague.words]) kiosk.seal.aside.handle(word);
    kiosk.seal.aside.set({ id: ID, deviceId: 'clerk-1', asks: true });
    for (const word of clerk.words) kiosk.seal.aside.handle(word);
    expect([await isHeard(kiosk, first), await isHeard(kiosk, second)]).toEqual([false, false]);
    // And nothing that came before is heard again.
    expect(await isHeard(colleague, first)).toBe(false);
  });

  it('ends with its key, and the citizen is heard again', async () => {
    const { kiosk, clerk, colleague } = await three();
    clerk.seal.aside.set(IN_CHARGE);
    colleague.seal.aside.set(ASKED);
    await said(colleague);
    const late = await said(clerk);
    expect(await isHeard(clerk, await said(kiosk))).toBe(false);
    for (const screen of [clerk, colleague]) screen.seal.aside.set(null);
    expect(await isHeard(colleague, late)).toBe(false);
    const next = await said(clerk);
    expect(readHeader(next).keyId).toBeLessThan(2 ** 24);
    expect([await isHeard(kiosk, next), await isHeard(clerk, await said(kiosk))]).toEqual([true, true]);
    expect(kiosk.seal.getSnapshot().faults).toEqual([]);
  });

  it.each([
    ['the clerk in charge', CLERK, IN_CHARGE],
    ['the clerk who was asked', COLLEAGUE, ASKED],
  ])('goes on under a new key when the screen of %s is loaded again', async (_who, self, aside) => {
    const { open, kiosk, clerk, colleague } = await three();
    clerk.seal.aside.set(IN_CHARGE);
    colleague.seal.aside.set(ASKED);
    const before = readHeader(await said(clerk)).keyId;
    const stays = self === CLERK ? colleague : clerk;
    (self === CLERK ? clerk : colleague).vanish();
    const back = await open(self);
    back.seal.aside.set(aside);
    await until('the new keys', () => back.channel.restored);
    const frames = [await said(back), await said(stays)] as const;
    expect(frames.map((frame) => readHeader(frame).keyId)).not.toContain(before);
    await eventually(async () => (await isHeard(stays, await said(back))) || null);
    await eventually(async () => (await isHeard(back, await said(stays))) || null);
    for (const frame of [...frames, await said(back), await said(stays)])
      expect(await isHeard(kiosk, frame)).toBe(false);
    // What the history brings of the time before is no fault.
    expect([back, stays].flatMap(({ seal }) => seal.getSnapshot().faults)).toEqual([]);
  });

  it('has no key with the booth, though the server names it as the other one', async () => {
    const { kiosk, clerk } = await three();
    clerk.seal.aside.set({ id: ID, deviceId: 'kiosk-1', asks: false });
    kiosk.seal.aside.set({ id: ID, deviceId: 'clerk-1', asks: true });
    await until('the question', () => kiosk.words.length > 0);
    for (const word of kiosk.words) clerk.seal.aside.handle(word);
    await until('the fault', () => clerk.seal.getSnapshot().faults.some(({ part }) => part === 'aside'));
    expect(clerk.words).toEqual([]);
    expect(await clerk.gate.seal(WORD)).toBeNull();
  });
});
