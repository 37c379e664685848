import { afterEach, describe, expect, it } from '@jest/globals';
import { streamOf } from '@mado/e2ee';
import type { SessionMessage } from '../channel/content.ts';
import { unwrap } from '../channel/envelope.ts';
import { CLERK, COLLEAGUE, KIOSK } from '../testing/fake-relay.ts';
import { SealedEnds, type SealedEnd } from '../testing/sealed-ends.ts';
import { until } from '../testing/until.ts';

const say = (revision: number): SessionMessage => ({
  type: 'form.values',
  revision,
  values: {},
  papers: [],
  origins: {},
});
const STAYING = ['kiosk-1', 'clerk-1'];

const screens: SealedEnd[] = [];
afterEach(() => {
  for (const screen of screens.splice(0)) screen.vanish();
});

/** Booth, desk and a colleague with the same keys. */
async function three() {
  const ends = new SealedEnds();
  const open = async (self: typeof KIOSK) => {
    const screen = ends.open(self);
    screens.push(screen);
    await screen.channel.resume();
    return screen;
  };
  const [kiosk, clerk, colleague] = [await open(KIOSK), await open(CLERK), await open(COLLEAGUE)];
  const members = (screen: SealedEnd) => screen.seal.getSnapshot().members.length;
  await until('the same keys', () => [kiosk, clerk, colleague].every((screen) => members(screen) === 3));
  await until('the histories', () => clerk.channel.restored && colleague.channel.restored);
  const { relay } = ends;
  const before = relay.messages.length;
  const since = () => relay.messages.slice(before).map(({ from, payload }) => ({ from, ...unwrap(payload)! }));
  return {
    ends,
    relay,
    kiosk,
    clerk,
    colleague,
    members,
    open,
    /** Who changed the keys since then. */
    changes: () => since().flatMap(({ kind, from }) => (kind === 'handshake' ? [from] : [])),
    /** Of which epoch the keys are with which something was sealed since then. */
    sealedIn: () =>
      since().flatMap(({ kind, bytes }) =>
        // What members hand to a newcomer may still be under way from before.
        kind === 'sealed' && streamOf(bytes) === '' ? [new DataView(bytes.slice().buffer).getUint32(1)] : [],
      ),
  };
}

describe('when somebody is taken out', () => {
  it('seals nothing that they could open from the call on, and goes on with new keys', async () => {
    const { kiosk, clerk, colleague, members, sealedIn } = await three();
    kiosk.seal.setParticipants(STAYING, 'kiosk-1');
    expect(kiosk.seal.getSnapshot().phase).toBe('held');
    const parting = kiosk.seal.parting;
    const said = kiosk.channel.send(say(1));
    await said;
    await parting;
    expect(kiosk.seal.parting).toBeNull();
    await until('the clerk', () => members(clerk) === 2);
    // The colleague came in epoch 2.
    expect(sealedIn()).toEqual([3]);
    expect(colleague.seal.getSnapshot().phase).toBe('removed');
  });

  it('leaves the change to whom it is up to, who needs no word of the server for it', async () => {
    const { kiosk, clerk, colleague, members, changes } = await three();
    const done = clerk.seal.remove('clerk-2');
    kiosk.seal.setParticipants(STAYING, 'clerk-1');
    expect([clerk, kiosk].map(({ seal }) => seal.getSnapshot().phase)).toEqual(['held', 'held']);
    await done;
    await until('both', () => members(kiosk) === 2 && members(clerk) === 2);
    clerk.seal.setParticipants(STAYING, 'clerk-1');
    await until('the colleague', () => colleague.seal.getSnapshot().phase === 'removed');
    expect(changes()).toEqual([CLERK]);
    expect(kiosk.seal.getSnapshot().verificationNumber).toEqual(clerk.seal.getSnapshot().verificationNumber);
  });

  it('makes the change itself when whom it is up to does not', async () => {
    const { kiosk, clerk, members, changes } = await three();
    kiosk.seal.setParticipants(STAYING, 'clerk-1');
    expect(changes()).toEqual([]);
    await until('both', () => members(kiosk) === 2 && members(clerk) === 2);
    expect(changes()).toEqual([KIOSK]);
  });

  it('does not go on with the keys of a change that comes in between and leaves them in', async () => {
    const { kiosk, clerk, members, open, sealedIn } = await three();
    kiosk.seal.setParticipants(STAYING, 'clerk-1');
    const said = kiosk.channel.send(say(1));
    // Comes back into epoch 3, of which the colleague is a member too.
    clerk.vanish();
    const back = await open(CLERK);
    await said;
    await until('both', () => members(kiosk) === 2 && members(back) === 2);
    expect(sealedIn()).toEqual([4]);
  });
});
