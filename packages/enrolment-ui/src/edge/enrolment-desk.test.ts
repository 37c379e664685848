import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceCalls, EnrolmentView, OutsideDates, ServerReach, StoreTrouble } from '@mado/enrolment/contract';
import { SignalingError, type askBeforeHello } from '@mado/signaling';
import type { CollectedEnrolment, ResponseOf } from '@mado/signaling/wire';
import { EnrolmentDesk } from './enrolment-desk.ts';
import type { EnrolmentHost } from './enrolment-host.ts';

/** The server as enrolment sees it, and the host behind the page; each test changes what they answer. */
let server: { collect: CollectedEnrolment; code: string; down: boolean; asked: Uint8Array[] };
let host: {
  view: EnrolmentView;
  own: Uint8Array | null;
  known: boolean;
  found: ServerReach;
  outside: OutsideDates | null;
  offers: number;
  trouble: StoreTrouble | null;
  /** What each restart was asked to put aside. */
  restarts: boolean[];
  refusesRestart: boolean;
};
let begun: number;
let desk: EnrolmentDesk;

const bytes = (...each: number[]) => new Uint8Array(each);
const DIGITS = '04821 77310 55902 18846 30075 92617';
const waiting: CollectedEnrolment = {
  state: 'waiting',
  certificate: null,
  authority: { cityId: 'madono', publicKey: new Uint8Array(32) },
  revocations: null,
};
const ready: CollectedEnrolment = { ...waiting, state: 'ready', certificate: bytes(7) };
const unknown: CollectedEnrolment = { ...waiting, state: 'unknown' };

const ask: typeof askBeforeHello = (_url, method, data) => {
  if (server.down) return Promise.reject(new SignalingError('connection-lost', { method }));
  if ('code' in data) {
    if (data.code !== server.code) return Promise.reject(new SignalingError('refused', { method, code: 'forbidden' }));
    server.asked.push(data.request);
    server.collect = waiting;
  }
  const answers: { [N in 'enrolment.request' | 'enrolment.collect']: ResponseOf<N> } = {
    'enrolment.request': { authority: waiting.authority },
    'enrolment.collect': server.collect,
  };
  return Promise.resolve({ answer: answers[method], clockAheadMs: 0 });
};

const troubled = (cause: StoreTrouble) => ({
  cause,
  deviceId: 'kiosk-kita',
  name: '北公民館',
  folder: '/var/lib/mado',
  canSetAside: cause !== 'disk-full',
});

const calls: { [N in keyof DeviceCalls]?: (question: DeviceCalls[N]['request']['_output']) => unknown } = {
  'device.trouble': () => ({ trouble: host.trouble === null ? null : troubled(host.trouble) }),
  'device.restart': ({ setAside }) => {
    if (host.refusesRestart) throw Object.assign(new Error('no'), { code: 'not-set-aside' });
    host.restarts.push(setAside);
    throw new Error('the line broke');
  },
  'enrolment.state': () => host.view,
  'enrolment.ask': ({ anew }) => ({ request: bytes(anew ? 2 : 1), fingerprint: DIGITS }),
  'enrolment.authority': () => ({ fingerprint: '61204 90817 33451 20098 47716 05538', known: host.known }),
  'enrolment.reach': () => ({ found: host.found, outside: host.outside }),
  identity: () => ({ identity: host.own === null ? null : { certificate: host.own } }),
  'enrolment.offer': ({ certificate }) => {
    host.offers++;
    host.own = certificate;
    return { outcome: 'stored', fault: null, authorityFingerprint: DIGITS };
  },
};
const port: EnrolmentHost = {
  call: (name, question) => {
    const answer = calls[name];
    if (answer === undefined) throw new Error(`not asked: ${name}`);
    return new Promise((resolve) => resolve(answer(question) as never));
  },
};

beforeEach(() => {
  server = { collect: unknown, code: 'K7QD-2MHX-9RTF', down: false, asked: [] };
  const view = {
    deviceId: 'kiosk-kita',
    role: 'kiosk',
    name: '北公民館',
    keyHash: new Uint8Array(32),
    now: 0,
  } as const;
  host = {
    view: { ...view, requestFingerprint: null, certificate: null },
    own: null,
    known: false,
    found: 'refused',
    outside: null,
    offers: 0,
    trouble: null,
    restarts: [],
    refusesRestart: false,
  };
  begun = 0;
  desk = new EnrolmentDesk({
    host: port,
    serverUrl: 'wss://mado.example/v1/signaling',
    begin: () => begun++,
    onFault: (error) => {
      throw error;
    },
    ask,
    roundMs: 2,
    readAgainMs: 5,
    patienceMs: 0,
  });
});
// The rounds end with an enrolment.
afterEach(async () => {
  server.down = false;
  server.collect = { ...ready, certificate: bytes(99) };
  host.known = true;
  await until(() => {
    const { step, why } = desk.getSnapshot();
    return step === 'done' || why === null || why === 'store';
  });
  desk.line(true);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
const type = (text: string) => {
  desk.actions.type(text);
  desk.actions.send();
};

describe('enrolment at the device', () => {
  it('goes from the code to the beginning once a person has compared the authority', async () => {
    await desk.start();
    type('k7qd 2mhx 9rtf');
    await until(() => desk.getSnapshot().step === 'waiting');
    expect(desk.getSnapshot()).toMatchObject({ fingerprint: DIGITS, authority: { standing: 'to-compare' } });
    server.collect = ready;
    await desk.round();
    expect(host.offers).toBe(0);
    desk.actions.compare(true);
    await until(() => desk.getSnapshot().step === 'done');
    expect([host.offers, begun]).toEqual([1, 1]);
  });

  it('says that a code does not hold, and keeps it to be corrected', async () => {
    await desk.start();
    type('K7QD-2MHX-9RTG');
    await until(() => desk.getSnapshot().note !== null);
    expect(desk.getSnapshot()).toMatchObject({ step: 'code', code: 'K7QD2MHX9RTG', note: { about: 'code' } });
  });

  it('takes a waiting request up again after a restart', async () => {
    host.view = { ...host.view, requestFingerprint: DIGITS };
    server.collect = waiting;
    await desk.start();
    await until(() => desk.getSnapshot().step === 'waiting');
    expect(desk.getSnapshot().fingerprint).toBe(DIGITS);
  });

  it('tells a server that is not there from one whose certificate the page does not trust', async () => {
    server.down = true;
    await desk.start();
    await until(() => desk.getSnapshot().note !== null);
    expect(desk.getSnapshot().note).toEqual({ about: 'unreachable', cause: 'refused' });
    host.found = 'answers';
    await desk.round();
    expect(desk.getSnapshot().note).toEqual({ about: 'untrusted' });
  });

  it('takes a renewed certificate by itself, never the one with which it was refused, and asks anew when it is revoked', async () => {
    host.own = bytes(7);
    host.known = true;
    const certificate = { cityId: 'madono', authorityFingerprint: DIGITS, notBefore: 0, notAfter: 1, fault: null };
    host.view = { ...host.view, requestFingerprint: DIGITS, certificate };
    server.collect = ready;
    await desk.start();
    expect(desk.refused('certificate-revoked', 0)).toBe(true);
    await desk.round();
    expect([host.offers, begun]).toEqual([0, 0]);
    type('K7QD-2MHX-9RTF');
    await until(() => desk.getSnapshot().step === 'waiting');
    expect(server.asked).toEqual([bytes(2)]);
    server.collect = { ...ready, certificate: bytes(8) };
    await until(() => begun === 1);
    expect(host.own).toEqual(bytes(8));
  });

  it('says what is wrong with the store, asks the server nothing, and begins anew with it put aside when a person said so', async () => {
    host.trouble = 'key-sealed';
    expect(await desk.start()).toBe(false);
    const told = { why: 'store', trouble: { view: { cause: 'key-sealed' }, phase: 'told', failed: false } };
    expect(desk.getSnapshot()).toMatchObject(told);
    // The server's word about a device without a name changes nothing on the screen.
    desk.refused('not-enrolled', 0);
    desk.actions.askSetAside(true);
    expect(desk.getSnapshot()).toMatchObject({ why: 'store', trouble: { phase: 'asking' } });
    desk.actions.askSetAside(false);
    expect([desk.getSnapshot().trouble?.phase, host.restarts]).toEqual(['told', []]);
    host.refusesRestart = true;
    desk.actions.setAside();
    await until(() => desk.getSnapshot().trouble?.failed === true);
    expect([begun, server.asked]).toEqual([0, []]);
    host.refusesRestart = false;
    desk.actions.setAside();
    await until(() => begun === 1);
    expect(host.restarts).toEqual([true]);
  });

  it('reads a store that only a repair mends again by itself', async () => {
    host.trouble = 'disk-full';
    await desk.start();
    await until(() => begun === 1);
    expect(host.restarts).toEqual([false]);
  });

  it('says that the certificate ends soon, as time passes, until it was renewed', async () => {
    const DAY = 24 * 3_600_000;
    const certificate = {
      cityId: 'madono',
      authorityFingerprint: DIGITS,
      notBefore: 0,
      notAfter: 40 * DAY,
      fault: null,
    };
    host.view = { ...host.view, certificate, now: 0 };
    await desk.start();
    expect(desk.getSnapshot().expiry).toBeNull();
    desk.tick(20 * DAY);
    expect(desk.getSnapshot().expiry).toEqual({ until: 40 * DAY, daysLeft: 20, putOff: false });
    desk.actions.putOffExpiry();
    const putOff = desk.getSnapshot();
    expect(putOff.expiry?.putOff).toBe(true);
    desk.tick(20 * DAY);
    expect(desk.getSnapshot()).toBe(putOff);
    desk.tick(21 * DAY);
    expect(desk.getSnapshot().expiry).toEqual({ until: 40 * DAY, daysLeft: 19, putOff: false });
    host.view = { ...host.view, certificate: { ...certificate, notAfter: 770 * DAY }, now: 21 * DAY };
    await desk.renewed();
    expect(desk.getSnapshot()).toMatchObject({ why: null, expiry: null });
  });

  it('names the clock and the server’s certificate, not trust, when the certificate’s time is not now', async () => {
    const outside = { now: 9, notBefore: 1, notAfter: 5 };
    server.down = true;
    host.found = 'answers';
    await desk.start();
    await until(() => desk.getSnapshot().note?.about === 'untrusted');
    host.outside = outside;
    await until(() => desk.getSnapshot().note?.about === 'server-dates');
    expect(desk.getSnapshot()).toMatchObject({ why: 'not-enrolled', note: { outside } });
    server.down = false;
    await until(() => desk.getSnapshot().note === null);
  });

  describe('when the device is enrolled and no line comes up', () => {
    const certificate = { cityId: 'madono', authorityFingerprint: DIGITS, notBefore: 50, notAfter: 90, fault: null };
    beforeEach(async () => {
      server.down = true;
      host.view = { ...host.view, certificate, now: 60 };
      await desk.start();
    });
    afterEach(() => desk.line(true));

    it('says nothing before an attempt failed, and says then what stands in the way until there is a line', async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(desk.getSnapshot()).toMatchObject({ why: null, note: null });
      host.found = 'no-name';
      desk.line(false);
      await until(() => desk.getSnapshot().why === 'no-line');
      expect(desk.getSnapshot().note).toEqual({ about: 'unreachable', cause: 'no-name' });
      host.found = 'answers';
      await until(() => desk.getSnapshot().note?.about === 'untrusted');
      host.outside = { now: 60, notBefore: 70, notAfter: 80 };
      await until(() => desk.getSnapshot().note?.about === 'server-dates');
      desk.line(true);
      expect(desk.getSnapshot()).toMatchObject({ why: null, note: null });
      desk.line(false);
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect([desk.getSnapshot().why, begun]).toEqual([null, 0]);
    });

    it('knows from its own certificate that the clock is slow, whatever the network does, and begins once it is set and the server answers', async () => {
      host.view = { ...host.view, certificate: { ...certificate, fault: 'not-yet-valid' }, now: 20 };
      desk.line(false);
      await until(() => desk.getSnapshot().why === 'no-line');
      const note = { about: 'own-dates', outside: { now: 20, notBefore: 50, notAfter: 90 } };
      expect(desk.getSnapshot().note).toEqual(note);
      host.view = { ...host.view, certificate, now: 60 };
      server.down = false;
      await until(() => begun > 0);
    });

    it('goes by the server’s word as soon as it is heard', async () => {
      desk.line(false);
      await until(() => desk.getSnapshot().why === 'no-line');
      desk.refused('protocol-version', 0);
      expect(desk.getSnapshot()).toMatchObject({ why: null, note: null });
      desk.refused('certificate-revoked', 0);
      expect(desk.getSnapshot()).toMatchObject({ why: 'certificate-revoked', note: null });
    });
  });

  it('begins by itself when the clock was set right', async () => {
    const certificate = { cityId: 'madono', authorityFingerprint: DIGITS, notBefore: 0, notAfter: 1, fault: null };
    host.view = { ...host.view, certificate };
    await desk.start();
    desk.refused('wrong-clock', 10 * 60_000);
    expect(desk.getSnapshot().clock).not.toBeNull();
    await until(() => begun > 0);
    expect(desk.getSnapshot().clock).toBeNull();
    // Another cause, so that the rounds of this test can end.
    desk.refused('certificate-expired', 0);
  });
});
