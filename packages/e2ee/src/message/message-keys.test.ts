import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { utf8 } from '../bytes/index.ts';
import { City } from '../testing/city.ts';
import { Order, Participant } from '../testing/order.ts';
import { MessageKeys, SealingHeldError } from './message-keys.ts';

async function pair(sessionId = 'session-1') {
  const city = new City();
  const order = new Order();
  const kiosk = await Participant.open(city, await city.device('booth-1', 'kiosk'), order, {
    founder: true,
    sessionId,
  });
  const clerk = await Participant.open(city, await city.device('desk-1'), order, { sessionId });
  await order.settle();
  const [a, b] = [new MessageKeys(sessionId), new MessageKeys(sessionId)];
  a.advance(kiosk.epoch);
  b.advance(clerk.epoch);
  return { city, order, kiosk, clerk, a, b };
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('sealed messages', () => {
  it('come open at the other end, with their sender, in whatever stream', async () => {
    const { a, b } = await pair();
    for (const [stream, said] of [
      ['', 'おはようございます'],
      ['desk-1', 'ここだけの話'],
      ['', 'では'],
    ] as const) {
      const sealed = await a.seal(utf8(said), stream);
      expect(text(sealed)).not.toContain(said);
      const opened = await b.openSealed(sealed);
      expect(opened).toMatchObject({ ok: true, missing: 0, sender: { deviceId: 'booth-1' } });
      expect(opened.ok && text(opened.content)).toBe(said);
    }
  });

  it('are refused twice and out of order, and missed when withheld', async () => {
    const { a, b } = await pair();
    const sealed = await Promise.all(['1', '2', '3', '4'].map((said) => a.seal(utf8(said))));
    const [one, two, three, four] = sealed;
    expect(await b.openSealed(one!)).toMatchObject({ ok: true, missing: 0 });
    expect(await b.openSealed(one!)).toEqual({ ok: false, fault: 'replayed' });
    expect(await b.openSealed(three!)).toMatchObject({ ok: true, missing: 1 });
    expect(await b.openSealed(two!)).toEqual({ ok: false, fault: 'replayed' });
    expect(await b.openSealed(four!)).toMatchObject({ ok: true, missing: 0 });
  });

  it('stay in order when they are opened at the same time', async () => {
    const { a, b } = await pair();
    const sealed = await Promise.all(Array.from({ length: 50 }, (_, at) => a.seal(new Uint8Array(at * 1000))));
    const opened = await Promise.all(sealed.map((one) => b.openSealed(one)));
    expect(opened.every((one) => one.ok && one.missing === 0)).toBe(true);
  });

  it('refuse any changed byte', async () => {
    const { a, b } = await pair();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (content, at, flip) => {
          const sealed = await a.seal(content);
          const changed = sealed.slice();
          const place = at % sealed.byteLength;
          changed[place] = (changed[place] ?? 0) ^ flip;
          expect((await b.openSealed(changed)).ok).toBe(false);
          const opened = await b.openSealed(sealed);
          expect(opened.ok && opened.content).toEqual(content);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never throw at bytes from anywhere', async () => {
    const { b } = await pair();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 120 }), async (bytes) => {
        expect((await b.openSealed(bytes)).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('belong to one session', async () => {
    const { kiosk, clerk } = await pair();
    const [here, elsewhere] = [new MessageKeys('session-1'), new MessageKeys('session-2')];
    here.advance(kiosk.epoch);
    elsewhere.advance(clerk.epoch);
    expect(await elsewhere.openSealed(await here.seal(utf8('x')))).toEqual({ ok: false, fault: 'forged' });
  });

  it('cross a change of the group, and wait while somebody is put out', async () => {
    const { city, order, kiosk, clerk, a, b } = await pair();
    const third = await Participant.open(city, await city.device('desk-2'), order);
    await order.settle();
    const c = new MessageKeys('session-1');
    const early = await a.seal(utf8('before'));
    a.advance(kiosk.epoch);
    c.advance(third.epoch);
    const late = await a.seal(utf8('after'));
    expect(await b.openSealed(late)).toEqual({ ok: false, fault: 'future-epoch' });
    b.advance(clerk.epoch);
    expect(await b.openSealed(early)).toMatchObject({ ok: true });
    expect(await b.openSealed(late)).toMatchObject({ ok: true, missing: 0 });
    expect(await c.openSealed(early)).toEqual({ ok: false, fault: 'past-epoch' });
    expect(await c.openSealed(late)).toMatchObject({ ok: true, missing: 0 });

    const lastWords = await c.seal(utf8('still here'));
    await kiosk.group.remove('desk-2');
    a.hold();
    await expect(a.seal(utf8('too early'))).rejects.toThrow(SealingHeldError);
    await order.settle();
    a.advance(kiosk.epoch);
    b.advance(clerk.epoch);
    expect(await a.openSealed(lastWords)).toEqual({ ok: false, fault: 'unknown-sender' });
    const secret = await a.seal(utf8('among us'));
    expect(await c.openSealed(secret)).toEqual({ ok: false, fault: 'future-epoch' });
    expect(await b.openSealed(secret)).toMatchObject({ ok: true, missing: 0 });
  });

  it('are opened by a screen that came back with the archive, also those of a device that has gone', async () => {
    const { order, kiosk, clerk, a, b } = await pair();
    const archive = a.archive();
    const said = [await a.seal(utf8('one')), await b.seal(utf8('two')), await a.seal(utf8('three'))];
    await kiosk.group.remove('desk-1');
    await order.settle();
    expect(clerk.removed).toBe(true);
    const back = new MessageKeys('session-1');
    back.advance(kiosk.epoch);
    expect(await back.openSealed(said[0]!, { history: true })).toEqual({ ok: false, fault: 'past-epoch' });
    expect(back.learn(archive)).toBe(true);
    const opened = await Promise.all(said.map((one) => back.openSealed(one, { history: true })));
    expect(opened.map((one) => one.ok && text(one.content))).toEqual(['one', 'two', 'three']);
    // What comes now, and not out of the history, is not taken from a device that was put out.
    expect(await back.openSealed(await b.seal(utf8('late')))).toEqual({ ok: false, fault: 'unknown-sender' });
  });

  it('learn from no bytes that are no archive', async () => {
    const { a, b } = await pair();
    const archive = a.archive();
    expect(b.learn(archive.subarray(0, archive.byteLength - 1))).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect(() => b.learn(bytes)).not.toThrow();
      }),
    );
  });

  it('are nothing without keys', async () => {
    const { a, b } = await pair();
    const sealed = await a.seal(utf8('x'));
    b.destroy();
    expect(await b.openSealed(sealed)).toEqual({ ok: false, fault: 'future-epoch' });
    await expect(b.seal(utf8('y'))).rejects.toThrow(SealingHeldError);
  });
});
