import { beforeEach, describe, expect, it } from '@jest/globals';
import { hex } from '../bytes/index.ts';
import type { SessionIdentity } from '../identity/index.ts';
import { BREAKS } from '../testing/broken-handshake.ts';
import { City, identityOf } from '../testing/city.ts';
import { fuzz, fuzzRun, seeded } from '../testing/fuzz.ts';
import type { FuzzedParser } from '../testing/fuzz.ts';
import { Order, Participant } from '../testing/order.ts';
import type { GroupFault } from './fault.ts';
import { readHandshake, writeHandshake } from './handshake.ts';
import type { Handshake } from './handshake.ts';
import { SessionGroup } from './session-group.ts';

let city: City;
beforeEach(() => {
  city = new City();
});

function must(holds: boolean, promise: string): void {
  if (!holds) throw new Error(`broken: ${promise}`);
}

function read(bytes: Uint8Array): Handshake {
  const said = readHandshake(bytes);
  if (!said.ok) throw new Error(said.cause);
  return said.handshake;
}

/** A handshake with bytes that are nothing in one place. */
function broken(place: keyof typeof BREAKS, bytes: Uint8Array, garbage = new Uint8Array([0x21, 0xff, 0xff])) {
  const handshake = BREAKS[place]?.(read(bytes), garbage) ?? null;
  if (handshake === null) throw new Error(`no ${place} here`);
  return writeHandshake(handshake);
}

/** A device's group by itself, with what it said. */
function lone(identity: SessionIdentity, founder: boolean) {
  const [faults, sent, numbers]: [GroupFault[], Uint8Array[], string[]] = [[], [], []];
  const group = new SessionGroup({
    identity,
    trust: city.trust,
    founder,
    admit: () => true,
    send: (bytes) => sent.push(bytes),
    listener: {
      onEpoch: ({ verificationNumber }) => {
        numbers.push(verificationNumber.join(' '));
        return Promise.resolve();
      },
      onFault: (fault) => faults.push(fault),
      onHold: () => undefined,
      onRemoved: () => undefined,
    },
  });
  return { group, faults, sent, numbers };
}

/** Booth, desk and a colleague together; then the booth has said that the colleague is to go, and nobody has heard it. */
async function parting() {
  const order = new Order();
  const [booth, desk, other] = [await city.device('booth-1', 'kiosk'), await city.device('desk-1'), 'desk-2'];
  const kiosk = await Participant.open(city, booth, order, { founder: true });
  const clerk = await Participant.open(city, desk, order);
  await order.settle();
  await Participant.open(city, await city.device(other), order);
  await order.settle();
  const history = [...order.messages];
  await kiosk.group.remove(other);
  const removal = order.messages.at(-1)!;
  return { order, booth, desk, kiosk, clerk, history, removal };
}

describe('a handshake with garbage in it', () => {
  it.each([
    ['booth-1', true],
    ['desk-1', false],
  ])('is named when %s comes back to it, which goes on', async (device, founder) => {
    const { booth, desk, history } = await parting();
    const [founded, ...rest] = history as [Uint8Array, ...Uint8Array[]];
    const commit = rest.findLast((bytes) => read(bytes).kind === 'commit')!;
    for (const bytes of [founded, commit]) {
      for (const place of ['tree', 'no extension']) {
        const { group, faults, sent } = lone(await identityOf(city, founder ? booth : desk), founder);
        await group.handle(broken(place, bytes));
        await group.start();
        expect([device, place, faults]).toEqual([device, place, [{ cause: 'malformed' }]]);
        // A booth that was shown no group makes one.
        expect(group.phase).toBe(founder ? 'member' : 'asking');
        expect(sent).toHaveLength(1);
      }
      for (const place of ['external key', 'tree hash', 'signature of the group']) {
        const { group, faults } = lone(await identityOf(city, founder ? booth : desk), founder);
        await group.handle(broken(place, bytes));
        await group.start();
        expect([place, group.phase, faults.length]).toEqual([place, 'asking', 1]);
      }
    }
  });

  it('is named by a device that stands nowhere in a group that nobody made', async () => {
    const { history } = await parting();
    const { group, faults } = lone(await identityOf(city, await city.device('desk-9')), false);
    await group.handle(broken('confirmation of the group', history[0]!));
    await group.start();
    expect(group.phase).toBe('asking');
    expect(faults).toEqual([{ cause: 'forged' }]);
  });

  it('is named at both ends when they are in the group, which they stay', async () => {
    const { order, kiosk, clerk, removal } = await parting();
    for (const end of [kiosk, clerk]) {
      for (const place of ['path key', 'path secret', 'signature of the commit', 'tree']) {
        await end.group.handle(broken(place, removal));
        expect([place, end.faults.splice(0).length]).toEqual([place, 1]);
      }
      expect(end.epoch.number).toBe(2);
    }
    await order.settle();
    expect(clerk.epoch.verificationNumber).toEqual(kiosk.epoch.verificationNumber);
    expect([kiosk.devices, clerk.faults]).toEqual([['booth-1', 'desk-1'], []]);
  });

  it('is named by the one who is let in, who can still be let in', async () => {
    const order = new Order();
    await Participant.open(city, await city.device('booth-1', 'kiosk'), order, { founder: true });
    const { group, faults, sent } = lone(await identityOf(city, await city.device('desk-1')), false);
    for (const bytes of order.messages) await group.handle(bytes);
    await group.start();
    order.send(sent[0] as Uint8Array<ArrayBuffer>);
    await order.settle();
    const welcome = order.messages.at(-1)!;
    for (const place of ['welcome', 'welcome’s secrets']) {
      await group.handle(broken(place, welcome));
      expect([place, group.phase, faults.splice(0).length]).toEqual([place, 'asking', 1]);
    }
    await group.handle(welcome);
    expect([group.phase, faults]).toEqual(['member', []]);
  });
});

const GARBAGE = [new Uint8Array(), new Uint8Array(32), new Uint8Array(64).fill(0xff), new Uint8Array(200).fill(0x41)];

/** A handshake with some bytes in one of its places. */
function anyBroken(bytes: Uint8Array, garbage: Uint8Array, random: (below: number) => number): Uint8Array {
  const made = Object.values(BREAKS).flatMap((make) => make(read(bytes), garbage) ?? []);
  const handshake = made[random(made.length)];
  if (handshake === undefined) throw new Error('no place');
  return writeHandshake(handshake);
}

/** What was noted of a handshake by a device that is not in the group: how to come in. */
function wayIn(bytes: Uint8Array): string | null {
  const said = readHandshake(bytes);
  if (!said.ok || said.handshake.kind === 'ask') return null;
  return hex(writeHandshake({ kind: 'founded', groupInfo: said.handshake.groupInfo }));
}

/** A device that hears one handshake and takes its place: it asks, comes back or founds, and says what was wrong. */
async function comers(): Promise<FuzzedParser[]> {
  const { booth, desk, history } = await parting();
  const genuine = new Set(history.map(wayIn));
  const hear = async (identity: SessionIdentity, founder: boolean, bytes: Uint8Array) => {
    const { group, faults } = lone(identity, founder);
    await group.handle(bytes);
    const refused = faults.length > 0;
    await group.start();
    must(['asking', 'returning', 'member'].includes(group.phase), 'everybody takes a place');
    must(group.phase !== 'member' || (founder && (refused || wayIn(bytes) === null)), 'nobody is in by themselves');
    must(refused || faults.length > 0 || genuine.has(wayIn(bytes)), 'what is wrong is named');
  };
  const random = seeded(5);
  const comer = (name: string, identity: SessionIdentity, founder: boolean): FuzzedParser[] => [
    { name, samples: history, weight: 3, read: (bytes) => hear(identity, founder, bytes) },
    {
      name: `garbage to ${name}`,
      samples: GARBAGE,
      weight: 3,
      read: (garbage) => hear(identity, founder, anyBroken(history[random(history.length)]!, garbage, random)),
    },
  ];
  return [
    ...comer('a booth that comes back', await identityOf(city, booth), true),
    ...comer('a desk that comes back', await identityOf(city, desk), false),
    ...comer('a desk that is new', await identityOf(city, await city.device('desk-9')), false),
  ];
}

/** A member that hears one handshake: it stays where it is, or goes where the true one leads. */
async function members(): Promise<FuzzedParser[]> {
  const whereTo = async () => {
    const scene = await parting();
    return { ...scene, at: scene.clerk.epoch.number };
  };
  let scene = await whereTo();
  // Keys differ from scene to scene, so every scene is tried with its own handshakes, broken in the same way.
  const samples = [...scene.history, scene.removal];
  const random = seeded(7);
  return [
    {
      name: 'a member',
      samples,
      weight: 5,
      read: async (bytes) => {
        const { clerk, at } = scene;
        clerk.faults.length = 0;
        await clerk.group.handle(bytes);
        const said = readHandshake(bytes);
        const { group, epoch, faults } = clerk;
        must(group.phase === 'member' && (epoch.number === at || epoch.number === at + 1), 'a member stays one');
        const isPassed =
          said.ok && said.handshake.kind === 'commit' && said.handshake.commit.content.epoch < BigInt(at);
        const isSilent = said.ok && (said.handshake.kind !== 'commit' || isPassed);
        must(epoch.number > at || isSilent || faults.length > 0, 'what is wrong is named');
        if (epoch.number === at) return;
        scene = await whereTo();
        samples.splice(0, samples.length, ...scene.history, scene.removal);
      },
    },
    {
      name: 'garbage to a member',
      samples: GARBAGE,
      weight: 5,
      read: async (garbage) => {
        const { clerk, at, removal } = scene;
        clerk.faults.length = 0;
        await clerk.group.handle(anyBroken(removal, garbage, random));
        must(clerk.group.phase === 'member' && clerk.epoch.number <= at + 1, 'a member stays one');
        must(clerk.epoch.number > at || clerk.faults.length > 0, 'what is wrong is named');
        if (clerk.epoch.number > at) scene = await whereTo();
      },
    },
  ];
}

/** A device that waits for its welcome. */
async function asker(): Promise<FuzzedParser> {
  const ask = async () => {
    const order = new Order();
    const kiosk = await Participant.open(city, await city.device('booth-1', 'kiosk'), order, { founder: true });
    const one = lone(await identityOf(city, await city.device('desk-1')), false);
    await one.group.start();
    order.send(one.sent[0] as Uint8Array<ArrayBuffer>);
    await order.settle();
    return { ...one, welcome: order.messages.at(-1)!, number: kiosk.epoch.verificationNumber.join(' ') };
  };
  let scene = await ask();
  const samples = [scene.welcome];
  return {
    name: 'a device that asks',
    samples,
    weight: 5,
    read: async (bytes) => {
      const { group, numbers, faults, number } = scene;
      faults.length = 0;
      await group.handle(bytes);
      must(group.phase === 'asking' || group.phase === 'member', 'who asks goes on asking');
      must(
        numbers.every((one) => one === number),
        'who asks comes into the true group alone',
      );
      if (group.phase === 'asking') return;
      scene = await ask();
      samples.splice(0, 1, scene.welcome);
    },
  };
}

it('whatever handshake arrives, no end throws, and none is moved by it unnamed', async () => {
  const run = fuzzRun(150);
  process.stdout.write(`fuzzing the group: MADO_FUZZ_SEED=${run.seed} MADO_FUZZ_INPUTS=${run.inputs}\n`);
  const tried = await fuzz([...(await comers()), ...(await members()), await asker()], run);
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(run.inputs);
}, 3_600_000);
