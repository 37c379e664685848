import { beforeEach, describe, expect, it } from '@jest/globals';
import { issueRevocations, readCertificate, verifyRevocations } from '../identity/index.ts';
import { signerOf } from '../bytes/index.ts';
import type { Device } from '../testing/city.ts';
import { City, identityOf } from '../testing/city.ts';
import { Order, Participant } from '../testing/order.ts';
import { joinGroupExternal } from 'ts-mls';
import { readHandshake, writeHandshake } from './handshake.ts';
import { comeBack, comeBackInfo, makeKeyPackage } from './mls.ts';
import { sessionSuite } from './suite.ts';

let city: City;
let order: Order;
let booth: Device;
let desk: Device;

async function pair() {
  const kiosk = await Participant.open(city, booth, order, { founder: true });
  const clerk = await Participant.open(city, desk, order);
  await order.settle();
  return { kiosk, clerk };
}

function expectTogether(...participants: Participant[]) {
  const [first, ...others] = participants;
  for (const other of others) {
    expect(other.epoch.number).toBe(first?.epoch.number);
    expect(other.epoch.verificationNumber).toEqual(first?.epoch.verificationNumber);
    expect(other.epoch.messageSecret).toEqual(first?.epoch.messageSecret);
    expect(other.epoch.frameSecret).toEqual(first?.epoch.frameSecret);
    expect(other.devices).toEqual(first?.devices);
  }
}

beforeEach(async () => {
  city = new City();
  order = new Order();
  booth = await city.device('booth-1', 'kiosk');
  desk = await city.device('desk-1');
});

describe('a session group', () => {
  it('brings kiosk and clerk to the same secrets and number', async () => {
    const { kiosk, clerk } = await pair();
    expectTogether(kiosk, clerk);
    expect(kiosk.epoch.verificationNumber).toHaveLength(6);
    expect(kiosk.epoch.verificationNumber.every((group) => /^\d{5}$/.test(group))).toBe(true);
    expect(clerk.group.members.map((member) => member.certificate.name)).toEqual(['booth-1 さん', 'desk-1 さん']);
    expect([...kiosk.faults, ...clerk.faults]).toEqual([]);
  });

  it('is made too when the clerk asked before the kiosk came', async () => {
    const clerk = await Participant.open(city, desk, order);
    await order.settle();
    const kiosk = await Participant.open(city, booth, order, { founder: true });
    await order.settle();
    expectTogether(kiosk, clerk);
  });

  it('gives secrets for other purposes, different by label and epoch', async () => {
    const { kiosk, clerk } = await pair();
    const context = new Uint8Array([1]);
    const secret = await kiosk.group.exportSecret('papers', context, 32);
    expect(await clerk.group.exportSecret('papers', context, 32)).toEqual(secret);
    expect(await clerk.group.exportSecret('notes', context, 32)).not.toEqual(secret);
    const [before, after] = kiosk.epochs;
    expect(before?.messageSecret).not.toEqual(after?.messageSecret);
  });

  it('has another number after each change and in every other session', async () => {
    const { kiosk } = await pair();
    const other = await Participant.open(city, booth, new Order(), { founder: true, sessionId: 'session-2' });
    const numbers = [...kiosk.epochs, ...other.epochs].map(({ verificationNumber }) => verificationNumber.join(' '));
    expect(numbers).toHaveLength(3);
    expect(new Set(numbers).size).toBe(3);
  });

  it('takes a third device in and lets it go, with new secrets each time', async () => {
    const { kiosk, clerk } = await pair();
    const interpreter = await Participant.open(city, await city.device('desk-2'), order);
    await order.settle();
    expectTogether(kiosk, clerk, interpreter);
    const shared = interpreter.epoch;
    await kiosk.group.remove('desk-2');
    expect(kiosk.holds).toBe(1);
    await order.settle();
    expect(interpreter.removed).toBe(true);
    expect(interpreter.group.phase).toBe('removed');
    expectTogether(kiosk, clerk);
    expect(kiosk.epoch.messageSecret).not.toEqual(shared.messageSecret);
    expect(kiosk.devices).toEqual(['booth-1', 'desk-1']);
    expect([...kiosk.faults, ...clerk.faults]).toEqual([]);
  });

  it('lets the first of two changes for one epoch count and makes the other again', async () => {
    const { kiosk, clerk } = await pair();
    const one = await Participant.open(city, await city.device('desk-2'), order);
    await order.settle();
    await Promise.all([kiosk.group.remove('desk-2'), clerk.group.remove('desk-2')]);
    const two = await Participant.open(city, await city.device('desk-3'), order);
    await order.settle();
    expectTogether(kiosk, clerk, two);
    expect(one.removed).toBe(true);
    expect(kiosk.devices).toEqual(['booth-1', 'desk-1', 'desk-3'].sort());
    expect([...kiosk.faults, ...clerk.faults, ...two.faults]).toEqual([]);
  });

  it.each([['kiosk'], ['clerk']])('takes a reloaded %s back at once, with a new epoch', async (which) => {
    const { kiosk, clerk } = await pair();
    const [gone, stays, device] = which === 'kiosk' ? [kiosk, clerk, booth] : [clerk, kiosk, desk];
    order.leave(gone);
    const before = stays.epoch;
    const back = await Participant.open(city, device, order, { founder: which === 'kiosk' });
    expect(back.group.phase).toBe('returning');
    await order.settle();
    expectTogether(stays, back);
    expect(stays.epoch.number).toBe(before.number + 1);
    expect(stays.epoch.messageSecret).not.toEqual(before.messageSecret);
    expect(stays.devices.sort()).toEqual(['booth-1', 'desk-1']);
    expect([...stays.faults, ...back.faults]).toEqual([]);
  });

  it('finds together again when both screens were reloaded at the same time', async () => {
    const { kiosk, clerk } = await pair();
    order.leave(kiosk);
    order.leave(clerk);
    const [one, two] = await Promise.all([
      Participant.open(city, booth, order, { founder: true }),
      Participant.open(city, desk, order),
    ]);
    await order.settle();
    expectTogether(one, two);
    expect([...one.faults, ...two.faults]).toEqual([]);
  });

  it('puts a device out when its certificate is revoked', async () => {
    const { kiosk, clerk } = await pair();
    const read = readCertificate(desk.certificate);
    if (!read.ok) throw new Error('unreadable');
    const list = await issueRevocations(
      { cityId: city.cityId, number: 1, issuedAt: city.now, serials: [read.value.serial] },
      signerOf(city.authority.secretKey),
    );
    const verified = verifyRevocations(list, city.trust());
    if (!verified.ok) throw new Error('unverified');
    city.revocations = verified.value;
    await kiosk.group.recheck();
    await order.settle();
    expect(kiosk.faults).toEqual([{ cause: 'untrusted-device', identity: 'revoked' }]);
    expect(clerk.removed).toBe(true);
    expect(kiosk.devices).toEqual(['booth-1']);
  });

  it('destroys its secrets', async () => {
    const { kiosk, clerk } = await pair();
    await clerk.group.destroy();
    expect(clerk.group.phase).toBe('destroyed');
    expect(await clerk.group.exportSecret('papers', new Uint8Array(), 32)).toBeNull();
    await Participant.open(city, await city.device('desk-2'), order);
    await order.settle();
    expect(clerk.epochs).toHaveLength(1);
    expect(kiosk.devices).toContain('desk-2');
  });
});

describe('a session group against a server that does not keep to the rules', () => {
  it('does not let in a device that was not invited', async () => {
    const kiosk = await Participant.open(city, booth, order, { founder: true, admit: () => false });
    await Participant.open(city, desk, order);
    await order.settle();
    expect(kiosk.devices).toEqual(['booth-1']);
    expect(kiosk.faults).toEqual([{ cause: 'uninvited-device', deviceId: 'desk-1', name: 'desk-1 さん' }]);
  });

  it('believes no other city and no other session', async () => {
    const kiosk = await Participant.open(city, booth, order, { founder: true });
    const elsewhere = new City();
    await Participant.open(elsewhere, await elsewhere.device('desk-1'), order);
    await Participant.open(city, desk, order, { sessionId: 'session-2' });
    await order.settle();
    expect(kiosk.devices).toEqual(['booth-1']);
    expect(kiosk.faults).toEqual([
      { cause: 'untrusted-device', identity: 'bad-signature' },
      { cause: 'untrusted-device', identity: 'wrong-session' },
    ]);
  });

  it('lets nobody into the group from outside but a member with a newer key', async () => {
    const { kiosk, clerk } = await pair();
    const info = [...order.messages].reverse().flatMap((message) => {
      const read = readHandshake(message);
      return read.ok && read.handshake.kind === 'commit' ? [read.handshake.groupInfo] : [];
    })[0]!;
    const outside = async (device: Device, resync: boolean) => {
      const identity = await identityOf(city, device);
      const { offered, secrets } = await makeKeyPackage(identity);
      const suite = await sessionSuite();
      const made = await joinGroupExternal(info, offered, secrets, resync, suite);
      const groupInfo = await comeBackInfo(made.newState);
      return writeHandshake({ kind: 'commit', commit: made.publicMessage, groupInfo, welcome: null });
    };
    const stranger = await outside(await city.device('desk-9'), false);
    const doubled = await outside(desk, false);
    city.now -= 1000;
    const older = comeBack(info, await identityOf(city, desk), () => true);
    const { commit, groupInfo } = await older;
    const backwards = writeHandshake({ kind: 'commit', commit, groupInfo, welcome: null });
    const elsewhere = new City();
    const foreign = await elsewhere.device('desk-1');
    elsewhere.now = city.now + 5000;
    const pretended = await comeBack(info, await identityOf(elsewhere, foreign), () => true);
    const forged = writeHandshake({
      kind: 'commit',
      commit: pretended.commit,
      groupInfo: pretended.groupInfo,
      welcome: null,
    });
    for (const end of [kiosk, clerk]) {
      for (const message of [stranger, doubled, backwards, forged]) await end.group.handle(message);
      expect(end.faults).toEqual([
        { cause: 'uninvited-device', deviceId: 'desk-9', name: 'desk-9 さん' },
        { cause: 'swapped-key', deviceId: 'desk-1' },
        { cause: 'swapped-key', deviceId: 'desk-1' },
        { cause: 'untrusted-device', identity: 'bad-signature' },
      ]);
    }
    expectTogether(kiosk, clerk);
  });

  it('names what is replayed, cut short, changed or withheld', async () => {
    const { kiosk, clerk } = await pair();
    await Participant.open(city, await city.device('desk-2'), order);
    await order.settle();
    const last = order.messages.at(-1)!;
    for (const end of [kiosk, clerk]) {
      await end.group.handle(last);
      await end.group.handle(last.subarray(0, last.byteLength - 7));
      await end.group.handle(new Uint8Array([9, 9, 9]));
      expect(end.faults.splice(0)).toEqual([{ cause: 'replayed' }, { cause: 'malformed' }, { cause: 'downgraded' }]);
    }

    await kiosk.group.remove('desk-2');
    const removal = order.messages.at(-1)!;
    const changed = removal.slice();
    // A byte within the commit's signature.
    changed[removal.byteLength - 1400] = (changed[removal.byteLength - 1400] ?? 0) ^ 1;
    await clerk.group.handle(changed);
    expect(clerk.faults.splice(0)).toHaveLength(1);
    await order.settle();
    expectTogether(kiosk, clerk);

    // The clerk is not given the next change, but the one behind it.
    order.leave(clerk);
    await Participant.open(city, await city.device('desk-3'), order);
    await order.settle();
    await Participant.open(city, await city.device('desk-4'), order);
    await order.settle();
    await clerk.group.handle(order.messages.at(-1)!);
    expect(clerk.faults).toEqual([{ cause: 'withheld' }]);
  });

  it('refuses weaker algorithms and swapped keys in a question', async () => {
    const { kiosk, clerk } = await pair();
    const other = await city.device('desk-2');
    const fake = new Order();
    await Participant.open(city, other, fake);
    const asked = readHandshake(fake.messages[0]!);
    if (!asked.ok || asked.handshake.kind !== 'ask') throw new Error('no question');
    const { keyPackage } = asked.handshake;
    const weaker = { ...keyPackage, cipherSuite: 'MLS_128_DHKEMP256_AES128GCM_SHA256_P256' as const };
    const swapped = { ...keyPackage, initKey: crypto.getRandomValues(new Uint8Array(32)) };
    const leaf = { ...keyPackage.leafNode, signaturePublicKey: crypto.getRandomValues(new Uint8Array(32)) };
    for (const end of [kiosk, clerk]) {
      for (const asks of [weaker, swapped, { ...keyPackage, leafNode: leaf }]) {
        await end.group.handle(writeHandshake({ kind: 'ask', keyPackage: asks }));
      }
      expect(end.faults).toEqual([
        { cause: 'downgraded' },
        { cause: 'forged' },
        { cause: 'untrusted-device', identity: 'wrong-key' },
      ]);
    }
    expect(kiosk.devices).toEqual(['booth-1', 'desk-1']);
  });

  it('names a key that is swapped on the way, to who takes the device in and to the device', async () => {
    const kiosk = await Participant.open(city, booth, order, { founder: true });
    const clerk = await Participant.open(city, desk, order);
    const asked = readHandshake(order.messages.pop()!);
    if (!asked.ok || asked.handshake.kind !== 'ask') throw new Error('no question');
    const { keyPackage } = asked.handshake;
    for (const swapped of [
      { ...keyPackage, initKey: crypto.getRandomValues(new Uint8Array(32)) },
      { ...keyPackage, signature: new Uint8Array(64) },
      { ...keyPackage, signature: new Uint8Array() },
    ]) {
      order.send(writeHandshake({ kind: 'ask', keyPackage: swapped }));
      await order.settle();
      for (const end of [kiosk, clerk]) expect(end.faults.splice(0)).toEqual([{ cause: 'forged' }]);
    }
    expect(kiosk.devices).toEqual(['booth-1']);
    expect(clerk.devices).toEqual([]);
  });

  it('names a swapped key in an old question too', async () => {
    const { kiosk, clerk } = await pair();
    const asked = order.messages.map(readHandshake).find((read) => read.ok && read.handshake.kind === 'ask');
    if (!asked?.ok || asked.handshake.kind !== 'ask') throw new Error('no question');
    const { keyPackage } = asked.handshake;
    const swapped = { ...keyPackage, initKey: crypto.getRandomValues(new Uint8Array(32)) };
    for (const end of [kiosk, clerk]) {
      await end.group.handle(writeHandshake({ kind: 'ask', keyPackage: swapped }));
      expect(end.faults).toEqual([{ cause: 'forged' }]);
    }
    expectTogether(kiosk, clerk);
  });
});
