import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { CLERK, COLLEAGUE, KIOSK, SESSION, requester } from '../testing/fake-relay.ts';
import { SealedEnds, type SealedEnd } from '../testing/sealed-ends.ts';
import { until } from '../testing/until.ts';
import type { ParticipantId } from '../wire/index.ts';
import { DocumentId } from './content.ts';
import {
  FADES_MS,
  HELD_MS,
  isOn,
  pointedAt,
  pointerAt,
  readPointed,
  writePointed,
  type PointedPlace,
  type Pointer,
} from './pointer.ts';
import { Pointing } from './pointing.ts';
import { Stage, type StagePaper } from './stage.ts';

const FORM: StagePaper = { documentId: DocumentId.parse(crypto.randomUUID()), page: 2 };
const OVERLEAF: StagePaper = { ...FORM, page: 3 };
const OTHER: StagePaper = { documentId: DocumentId.parse(crypto.randomUUID()), page: 2 };
const place = (x: number, on = FORM): PointedPlace => ({ ...on, x, y: 0.5 });

describe('the pointer on a screen', () => {
  const event = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(FORM, OVERLEAF, OTHER).map((paper) => ({ at: place(0.5, paper) })) },
    fc.constant({ at: null }),
    fc.constantFrom(FORM, OVERLEAF, OTHER, null).map((stage) => ({ stage })),
    fc.nat({ max: 4_000 }).map((later) => ({ later })),
  );

  it('is never anywhere but on the page of the stage, and goes by itself, whatever is said, lost or late', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let pointer: Pointer | null = null;
        let stage: StagePaper | null = FORM;
        let now = 0;
        for (const one of events) {
          if ('later' in one) {
            // As the screen's own clock has it: it looks whenever something ends.
            for (const end = now + one.later; now < end;) {
              now = Math.min(end, pointer?.until ?? end);
              pointer = pointerAt(pointer, now);
            }
          } else if ('stage' in one) {
            stage = one.stage;
            if (pointer !== null && !isOn(pointer.at, stage)) pointer = null;
          } else pointer = pointedAt(pointer, { at: one.at, stage, now });
          if (pointer !== null) expect(isOn(pointer.at, stage)).toBe(true);
        }
        expect(pointerAt(pointerAt(pointer, now + HELD_MS), now + HELD_MS + FADES_MS)).toBeNull();
        expect(pointerAt(pointer, now + HELD_MS + FADES_MS)).toBeNull();
      }),
    );
  });

  it('fades once: a hand that is said to have gone again and again does not keep it', () => {
    const held = pointedAt(null, { at: place(0.1), stage: FORM, now: 0 });
    const fading = pointedAt(held, { at: null, stage: FORM, now: 100 });
    expect(fading).toMatchObject({ held: false, until: 100 + FADES_MS });
    expect(pointedAt(fading, { at: null, stage: FORM, now: 900 })).toBe(fading);
    expect(pointedAt(null, { at: null, stage: FORM, now: 900 })).toBeNull();
  });

  it('takes no place outside a page, and nothing that is no hint', () => {
    expect(readPointed(writePointed(place(0.25)))).toEqual({
      at: place(0.25),
    });
    expect(() => writePointed(place(1.01))).toThrow();
    expect(readPointed(new Uint8Array([1, 2, 3]))).toBeNull();
  });
});

describe('pointing', () => {
  const ends = new SealedEnds();
  const devices = new Map<ParticipantId, string>([
    [KIOSK, 'kiosk-1'],
    [CLERK, 'clerk-1'],
    [COLLEAGUE, 'clerk-2'],
  ]);
  const open: Pointing[] = [];
  let kiosk: SealedEnd;
  let clerk: SealedEnd;
  let colleague: SealedEnd;

  beforeAll(async () => {
    [kiosk, clerk, colleague] = [ends.open(KIOSK), ends.open(CLERK), ends.open(COLLEAGUE)];
    await Promise.all([kiosk, clerk, colleague].map(({ channel }) => channel.resume()));
    await until('the same keys', () => kiosk.seal.getSnapshot().members.length === 3);
    const number = () => JSON.stringify(kiosk.seal.getSnapshot().verificationNumber);
    await until('one number', () =>
      [clerk, colleague].every(({ seal }) => JSON.stringify(seal.getSnapshot().verificationNumber) === number()),
    );
  });
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });
  afterAll(() => {
    for (const end of [kiosk, clerk, colleague]) end.vanish();
  });

  /** One end's pointing, and what it had the server pass on. */
  async function at(self: ParticipantId, { seal }: SealedEnd, paper: StagePaper | null = FORM, holder = CLERK) {
    const passed: Uint8Array[] = [];
    const request = requester({
      'channel.hint': ({ payload }) => {
        passed.push(payload);
        return {};
      },
    });
    const stage = new Stage(() => Promise.resolve(1));
    await stage.show(paper);
    const deviceOf = (participant: ParticipantId) => devices.get(participant);
    const pointing = new Pointing({ sessionId: SESSION, self, request, seal, stage, deviceOf });
    pointing.setHolder(holder);
    open.push(pointing);
    return { pointing, passed, stage };
  }
  const sealed = async ({ seal }: SealedEnd, where: PointedPlace | null) => {
    const payload = await seal.hints.seal(writePointed(where));
    if (payload === null) throw new Error('nobody to tell');
    return payload;
  };

  it('is seen by everybody at once, the last of hasty places counts, and it is repeated while it is held', async () => {
    const [desk, booth, beside] = [await at(CLERK, clerk), await at(KIOSK, kiosk), await at(COLLEAGUE, colleague)];
    for (const x of [0.1, 0.2, 0.3]) desk.pointing.point(place(x));
    await until('the first place and the last', () => desk.passed.length === 2);
    for (const payload of desk.passed)
      for (const [end, from] of [[booth, CLERK] as const, [beside, CLERK] as const])
        await end.pointing.handle(from, payload);
    for (const { pointing } of [desk, booth, beside])
      expect(pointing.getSnapshot()).toMatchObject({ at: { x: 0.3, page: 2 }, held: true });
    await until('the same again', () => desk.passed.length === 3);
    desk.pointing.point(null);
    await until('the word that the hand has gone', () => desk.passed.length === 4);
    for (const payload of desk.passed.slice(2)) await booth.pointing.handle(CLERK, payload);
    expect(booth.pointing.getSnapshot()).toMatchObject({ at: { x: 0.3 }, held: false });
    expect(kiosk.seal.getSnapshot().faults).toEqual([]);
  });

  it('leaves no stale place behind, in whatever order the places come and whichever are lost', async () => {
    const booth = await at(KIOSK, kiosk);
    const way = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7]);
    jest.useFakeTimers({ now: Date.now(), doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    try {
      await fc.assert(
        fc.asyncProperty(way, fc.integer({ min: 1, max: 8 }), async (order, gone) => {
          // The hand goes at some time, and its going may be lost too.
          const words = Array.from({ length: 8 }, (_, index) => (index + 1 === gone ? null : place(index / 10)));
          const payloads: Uint8Array[] = [];
          for (const word of words) payloads.push(await sealed(clerk, word));
          let newest = -1;
          for (const index of order) {
            await booth.pointing.handle(CLERK, payloads[index]!);
            newest = Math.max(newest, index);
            const shown = booth.pointing.getSnapshot();
            const last = words[newest];
            if (last === null) expect(shown?.held ?? false).toBe(false);
            else expect(shown).toMatchObject({ at: last, held: true });
          }
          jest.advanceTimersByTime(HELD_MS + FADES_MS);
          expect(booth.pointing.getSnapshot()).toBeNull();
        }),
        { numRuns: 40 },
      );
    } finally {
      jest.useRealTimers();
    }
    // A server that passes them on in another order is named.
    expect(kiosk.seal.getSnapshot().faults).toMatchObject([{ part: 'message', cause: 'replayed' }]);
  });

  it('is gone with the page and with the clerk in charge, and what is late of either shows nothing', async () => {
    const [desk, booth] = [await at(CLERK, clerk), await at(KIOSK, kiosk)];
    await booth.pointing.handle(CLERK, await sealed(clerk, place(0.1)));
    expect(booth.pointing.getSnapshot()).not.toBeNull();
    await booth.stage.show(OVERLEAF);
    expect(booth.pointing.getSnapshot()).toBeNull();
    await booth.pointing.handle(CLERK, await sealed(clerk, place(0.2)));
    expect(booth.pointing.getSnapshot()).toBeNull();
    await booth.pointing.handle(CLERK, await sealed(clerk, place(0.2, OVERLEAF)));
    expect(booth.pointing.getSnapshot()).toMatchObject({ at: { page: 3 } });
    desk.pointing.point(place(0.3));
    await until('a place', () => desk.passed.length > 0);
    for (const { pointing } of [desk, booth]) {
      pointing.setHolder(COLLEAGUE);
      expect(pointing.getSnapshot()).toBeNull();
    }
    await booth.pointing.handle(CLERK, await sealed(clerk, place(0.2, OVERLEAF)));
    expect(booth.pointing.getSnapshot()).toBeNull();
    const told = desk.passed.length;
    desk.pointing.point(place(0.4));
    expect([desk.pointing.getSnapshot(), desk.passed.length]).toEqual([null, told]);
  });

  it('is believed of the clerk in charge alone: not of a colleague, nor of anybody in the name of either', async () => {
    const booth = await at(KIOSK, kiosk, FORM, COLLEAGUE);
    await booth.pointing.handle(CLERK, await sealed(clerk, place(0.1)));
    expect(booth.pointing.getSnapshot()).toBeNull();
    await booth.pointing.handle(COLLEAGUE, await sealed(clerk, place(0.1)));
    expect(booth.pointing.getSnapshot()).toBeNull();
    const own = await sealed(colleague, place(0.1));
    const changed = Uint8Array.from(own, (byte, index) => (index === own.length - 1 ? byte ^ 1 : byte));
    await booth.pointing.handle(COLLEAGUE, changed);
    expect(booth.pointing.getSnapshot()).toBeNull();
    const causes = kiosk.seal.getSnapshot().faults.map((fault) => 'cause' in fault && fault.cause);
    expect(causes).toEqual(['replayed', 'wrong-sender', 'forged']);
    await booth.pointing.handle(COLLEAGUE, own);
    expect(booth.pointing.getSnapshot()).toMatchObject({ at: { x: 0.1 } });
  });

  it('counts in the epoch alone in which it was said', async () => {
    const booth = await at(KIOSK, kiosk);
    const before = await sealed(clerk, place(0.1));
    const number = JSON.stringify(kiosk.seal.getSnapshot().verificationNumber);
    kiosk.seal.setParticipants(['kiosk-1', 'clerk-1']);
    clerk.seal.setParticipants(['kiosk-1', 'clerk-1']);
    await until('new keys', () => {
      const [one, other] = [kiosk, clerk].map(({ seal }) => seal.getSnapshot());
      const now = JSON.stringify(one?.verificationNumber);
      return now !== number && now === JSON.stringify(other?.verificationNumber) && one?.phase === 'sealed';
    });
    await booth.pointing.handle(CLERK, before);
    expect(booth.pointing.getSnapshot()).toBeNull();
    await booth.pointing.handle(CLERK, await sealed(clerk, place(0.2)));
    expect(booth.pointing.getSnapshot()).toMatchObject({ at: { x: 0.2 } });
  });
});
