import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceId, type WaitingEntry } from '@mado/signaling/wire';
import { inventDevice, TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { desk, Stage } from './testing/stage.ts';

const thirdBooth = await inventDevice(DeviceId.parse('kiosk-3'), 'kiosk', '北公民館');
const tickets = (list: readonly WaitingEntry[]) => list.map(({ session }) => session.ticket);

describe('the citizens of a desk with two clerks', () => {
  let stage: Stage;
  let clock: HandClock;
  beforeEach(async () => {
    clock = new HandClock();
    stage = await Stage.open({}, clock);
  });
  afterEach(() => stage.close());

  /** Three who come a second apart, in the order of their tickets, and two clerks who see them. */
  async function threeWait() {
    const { client: first } = await stage.enter('kiosk');
    const { client: second } = await stage.enter('kiosk2');
    const { client: third } = await TestClient.enter(stage.server.url, thirdBooth);
    const citizens = [];
    for (const kiosk of [first, second, third]) {
      const wish = { deskId: desk, procedureId: null, requestKey: randomUUID() };
      citizens.push({ kiosk, sessionId: (await kiosk.ask('session.checkIn', wish)).session.id });
      clock.advance(1000);
    }
    const { client: one } = await stage.enter('clerk');
    const { client: other } = await stage.enter('clerk2');
    const lists = [await one.ask('desk.watch', {}), await other.ask('desk.watch', {})] as const;
    return { citizens, one, other, lists };
  }

  it('stand in one order for both, by check-in; whom one lets in, the other has no more', async () => {
    const { citizens, one, other, lists } = await threeWait();
    for (const { waiting } of lists) {
      expect(tickets(waiting)).toEqual([1, 2, 3]);
      expect(waiting.map(({ session }) => session.id)).toEqual(citizens.map(({ sessionId }) => sessionId));
      expect(waiting.map(({ session }) => session.ahead)).toEqual([0, 1, 2]);
    }
    const sessionId = citizens[0]!.sessionId;
    await one.ask('session.admit', { sessionId });
    const { waiting } = await other.next('desk.waiting', (heard) => heard.waiting.length === 2);
    expect(tickets(waiting)).toEqual([2, 3]);
    expect(waiting.map(({ session }) => session.ahead)).toEqual([0, 1]);
    expect(await other.refusal('session.admit', { sessionId })).toBe('conflict');
    // The one who is let in next is the next for everybody, and whoever waits still is told their place.
    await other.ask('session.admit', { sessionId: citizens[1]!.sessionId });
    const left = await one.next('desk.waiting', (heard) => heard.waiting.length === 1);
    expect(tickets(left.waiting)).toEqual([3]);
    await citizens[2]!.kiosk.next('session.state', ({ session }) => session.ahead === 0);
  });

  it('keep their places among each other when somebody further down is let in before them', async () => {
    const { citizens, one, other } = await threeWait();
    await one.ask('session.admit', { sessionId: citizens[1]!.sessionId });
    const { waiting } = await other.next('desk.waiting', (heard) => heard.waiting.length === 2);
    expect(tickets(waiting)).toEqual([1, 3]);
  });

  it('keep their place through a broken line', async () => {
    const { citizens, one, other } = await threeWait();
    citizens[0]!.kiosk.socket.terminate();
    const away = await one.next('desk.waiting', ({ waiting }) =>
      waiting.some(({ session }) => session.participants.some(({ connected }) => !connected)),
    );
    expect(tickets(away.waiting)).toEqual([1, 2, 3]);
    clock.advance(5000);
    const { hello } = await stage.enter('kiosk');
    expect(hello.session).toMatchObject({ id: citizens[0]!.sessionId, ticket: 1, ahead: 0 });
    for (const clerk of [one, other]) {
      const { waiting } = await clerk.ask('desk.watch', {});
      expect(tickets(waiting)).toEqual([1, 2, 3]);
      expect(waiting.every(({ session }) => session.participants.every(({ connected }) => connected))).toBe(true);
    }
  });
});
