import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameOpener, FrameSealer, deriveFrameKey, keyIdOf } from '../frame/index.ts';
import type { SessionIdentity } from '../identity/index.ts';
import { City, identityOf } from '../testing/index.ts';
import { answerAside, askForAside, asideFrameSecret } from './aside.ts';

const SESSION = 'session-1';
const BOUND = { sessionId: SESSION, asideId: 'p2/17', epoch: 3 };

async function devices() {
  const city = new City();
  const identity = async (name: string, role: 'kiosk' | 'clerk', sessionId = SESSION) =>
    identityOf(city, await city.device(name, role), sessionId);
  const [booth, first, second] = [
    await identity('kiosk-1', 'kiosk'),
    await identity('clerk-1', 'clerk'),
    await identity('clerk-2', 'clerk'),
  ];
  return { city, identity, booth, first, second };
}

/** Where one device stands with another one in its epoch. */
const placeWith = (peer: SessionIdentity, leaf: number, asideId = BOUND.asideId, epoch = BOUND.epoch) => ({
  asideId,
  epoch,
  peer: { leaf, certificate: peer.certificate, sessionKey: peer.keys.publicKey, issuedAt: 0 },
});

describe('the secret of a side conversation', () => {
  it('comes from the one clerk to the other, and the answer says it to nobody else', async () => {
    const { city, first, second } = await devices();
    const question = await askForAside(second, placeWith(first, 1));
    const options = { asked: question.asked, generation: 1, trust: city.trust() };
    const made = await answerAside(first, placeWith(second, 2), options);
    if (!made?.ok) throw new Error('not answered');
    expect(await question.open(made.value.answer, city.trust())).toEqual({ ok: true, value: made.value.key });
    const other = await askForAside(second, placeWith(first, 1));
    // An answer to another question is no fault: the session's history brings those too.
    expect(await other.open(made.value.answer, city.trust())).toBeNull();
    const again = await answerAside(first, placeWith(second, 2), { ...options, generation: 2 });
    expect(again?.ok === true && again.value.key.secret).not.toEqual(made.value.key.secret);
  });

  it('is not made for the booth, for a third clerk, for another key of the same device or from another session', async () => {
    const { city, identity, booth, first, second } = await devices();
    const trust = city.trust();
    const asks = async (who: SessionIdentity, peer: SessionIdentity) => {
      const { asked } = await askForAside(who, placeWith(first, 1));
      return answerAside(first, placeWith(peer, 2), { asked, generation: 1, trust: city.trust() });
    };
    const wrong = { ok: false, fault: 'wrong-key' };
    expect(await asks(booth, second)).toEqual(wrong);
    // Also when the server says that the booth is the one that this clerk talks with.
    expect(await asks(booth, booth)).toEqual(wrong);
    expect(await asks(await identity('clerk-3', 'clerk'), second)).toEqual(wrong);
    const reloaded = await identityOf(city, await city.device('clerk-2', 'clerk'));
    expect(await asks(reloaded, second)).toEqual(wrong);
    const elsewhere = await identity('clerk-2', 'clerk', 'session-2');
    expect(await asks(elsewhere, elsewhere)).toEqual({ ok: false, fault: 'wrong-session' });
    // A question to somebody else, sent on to this one.
    const { asked } = await askForAside(second, placeWith(booth, 0));
    expect(await answerAside(first, placeWith(second, 2), { asked, generation: 1, trust })).toEqual({
      ok: false,
      fault: 'malformed',
    });
  });

  it('is for one side conversation in one epoch: a question of before is passed over', async () => {
    const { city, first, second } = await devices();
    const { asked } = await askForAside(second, placeWith(first, 1));
    const options = { asked, generation: 1, trust: city.trust() };
    expect(await answerAside(first, placeWith(second, 2, BOUND.asideId, 4), options)).toBeNull();
    expect(await answerAside(first, placeWith(second, 2, 'p2/18'), options)).toBeNull();
    // The place outside is that of the next epoch, the one that was signed is not.
    const moved = await askForAside(second, placeWith(first, 1, BOUND.asideId, 4));
    const head = 3 + 2 + BOUND.asideId.length + 4;
    const mixed = Uint8Array.from([...moved.asked.subarray(0, head), ...asked.subarray(head)]);
    expect(await answerAside(first, placeWith(second, 2, BOUND.asideId, 4), { ...options, asked: mixed })).toEqual({
      ok: false,
      fault: 'malformed',
    });
  });

  it('is taken from the device that was asked alone, whatever was changed on the way', async () => {
    const { city, booth, first, second } = await devices();
    const question = await askForAside(second, placeWith(first, 1));
    const answered = await answerAside(first, placeWith(second, 2), {
      asked: question.asked,
      generation: 1,
      trust: city.trust(),
    });
    if (!answered?.ok) throw new Error('not answered');
    const { answer } = answered.value;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: answer.byteLength - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Uint8Array.from(answer, (byte, place) => (place === at ? byte ^ flip : byte));
        expect((await question.open(changed, city.trust()))?.ok ?? false).toBe(false);
      }),
      { numRuns: 40 },
    );
    // The booth has the group's keys and knows the question; its answer has no signature of the clerk's.
    const forged = await answerAside(booth, placeWith(second, 2), {
      asked: question.asked,
      generation: 1,
      trust: city.trust(),
    });
    expect(forged?.ok).toBe(false);
  });

  it('is refused in any bytes that are none, at both ends', async () => {
    const { city, first, second } = await devices();
    const question = await askForAside(second, placeWith(first, 1));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const options = { asked: bytes, generation: 1, trust: city.trust() };
        expect((await answerAside(first, placeWith(second, 2), options))?.ok ?? false).toBe(false);
        expect((await question.open(bytes, city.trust()))?.ok ?? false).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('frames of a side conversation', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

  it('are opened with its secret and with nothing that the booth can make of the group alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ frame: bytes(16), group: bytes(32), secret: bytes(32), guess: bytes(32) }),
        fc.record({
          epoch: fc.nat({ max: 600 }),
          generation: fc.integer({ min: 1, max: 4 }),
          leaf: fc.nat({ max: 3 }),
        }),
        fc.constantFrom('opus' as const, 'vp8' as const),
        async ({ frame, group, secret, guess }, { epoch, generation, leaf }, codec) => {
          fc.pre(secret.join() !== guess.join());
          const bound = { ...BOUND, epoch };
          const keyId = keyIdOf(leaf, epoch, generation);
          const key = await deriveFrameKey(asideFrameSecret(group, { generation, secret }, bound), keyId);
          const sealer = new FrameSealer();
          sealer.goAside();
          sealer.setAsideKey(key);
          const said = await sealer.seal(codec, new Uint8Array(20).fill(1));
          if (!said.ok) throw new Error(said.drop);
          const openedWith = async (base: Uint8Array) => {
            const opener = new FrameOpener(() => 0);
            opener.goAside();
            opener.setAsideKey(await deriveFrameKey(base, keyId));
            return (await opener.open(codec, said.data.slice())).ok;
          };
          expect(await openedWith(asideFrameSecret(group, { generation, secret }, bound))).toBe(true);
          // All that members share: the base key, the exported secret, and what comes of it with every other secret or place.
          const tries = [
            frame,
            group.subarray(0, 16),
            asideFrameSecret(group, { generation, secret: guess }, bound),
            asideFrameSecret(group, { generation, secret: new Uint8Array(32) }, bound),
            asideFrameSecret(guess, { generation, secret }, bound),
            asideFrameSecret(group, { generation: generation + 1, secret }, bound),
            asideFrameSecret(group, { generation, secret }, { ...bound, epoch: epoch + 1 }),
            asideFrameSecret(group, { generation, secret }, { ...bound, asideId: 'p3/17' }),
            asideFrameSecret(group, { generation, secret }, { ...bound, sessionId: 'session-2' }),
          ];
          for (const base of tries) expect(await openedWith(base)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });
});
