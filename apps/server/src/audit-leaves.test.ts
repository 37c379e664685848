import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { writeBlock } from '@mado/enrolment';
import {
  BookingPin,
  DeskId,
  DeviceId,
  LoginName,
  OfferId,
  TemplateId,
  type BookingKey,
  type PersonEntry,
  type SessionId,
} from '@mado/signaling/wire';
import type { AuditAction } from './audit/record.ts';
import { withTickets } from './booking/offline.ts';
import { loadConfig } from './config/load.ts';
import { stepAt, totpCode } from './people/totp.ts';
import { ticketDay } from './session/queue.ts';
import { recordsIn } from './testing/audit-scene.ts';
import { authority } from './testing/authority.ts';
import { TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { inventRequest } from './testing/enrolment.ts';
import { firstLogIn, invent, PASSWORD, type TestPerson } from './testing/person.ts';
import { checkIn } from './testing/scenes.ts';
import { desk, Stage } from './testing/stage.ts';
import type { Routes } from './wire/route.ts';

/**
 * What each method leaves in the audit log. Null: it only reads, carries media and sealed bytes, or is a step on the way to one that
 * leaves a line. A method that is not listed is a type error.
 */
const LEAVES: Readonly<Record<keyof Routes, readonly AuditAction[] | null>> = {
  ping: null,
  'session.checkIn': ['session.checkedIn', 'booking.opened'],
  'booking.look': ['booking.refused'],
  'booking.answers': null,
  'card.noteRead': ['card.read'],
  'forms.noteSaved': ['session.formsSaved'],
  'desk.watch': null,
  'session.prepare': null,
  'session.release': null,
  'session.admit': ['session.admitted'],
  'still.ask': ['session.stillAsked'],
  'still.answer': null,
  'desk.directory': null,
  'session.redirect': ['session.redirected'],
  'session.remove': ['session.ended', 'session.departed'],
  'session.offer': ['session.offered'],
  'session.withdraw': ['session.offerAnswered'],
  'session.accept': ['session.offerAnswered'],
  'session.decline': ['session.offerAnswered'],
  'session.complete': ['session.handedOver', 'session.departed'],
  'session.keep': ['session.departed'],
  'session.depart': ['session.departed'],
  'session.joined': ['session.active'],
  'session.end': ['session.ended'],
  'session.erased': ['session.erased'],
  'media.capabilities': null,
  'media.createTransport': null,
  'media.connectTransport': null,
  'media.restartIce': null,
  'media.closeTransport': null,
  'media.produce': null,
  'media.setProducerPaused': null,
  'media.closeProducer': null,
  'media.producers': null,
  'media.consume': null,
  'media.resumeConsumer': null,
  'channel.send': null,
  'channel.replay': null,
  'channel.hint': null,
  'tray.open': null,
  'person.logIn': ['person.refused'],
  'person.confirm': ['person.loggedIn'],
  'person.choosePassword': null,
  'person.confirmFactor': ['person.loggedIn', 'person.refused'],
  // Through the provider: provider.test.ts.
  'person.provider': null,
  'person.number': ['person.loggedIn'],
  'person.lock': ['person.locked'],
  'person.unlock': ['person.unlocked'],
  'person.touch': null,
  'person.logOut': ['person.loggedOut'],
  'templates.list': null,
  'templates.history': null,
  'templates.open': null,
  'templates.form': null,
  'templates.putForm': null,
  'templates.save': ['template.saved'],
  'templates.discard': ['template.discarded'],
  'templates.publish': ['template.published'],
  'templates.rollBack': ['template.rolledBack'],
  'people.list': null,
  'people.create': ['person.created'],
  'people.change': ['person.changed', 'person.disabled'],
  'people.reset': ['person.reset'],
  'admin.devices': null,
  'admin.enrolmentCode': ['enrolment.codeMade'],
  'admin.upload': ['revocations.accepted', 'device.certified'],
  'admin.declineRequest': ['enrolment.declined'],
};

const nozei = DeskId.parse('nozei');
const clock = new HandClock();
let stage: Stage;
let kiosk: TestClient;
let admin: TestClient;
let clerk: TestClient;
let colleague: TestClient;
let sato: TestPerson;
let satoSecret: Uint8Array;
let tanaka: PersonEntry;
let session: SessionId;
let offer: OfferId;
let booking: BookingKey;
/** Lines that a method left in this run. */
const left = new Map<string, Set<AuditAction>>();

beforeAll(async () => {
  stage = await Stage.open({ people: {} }, clock);
  sato = await invent(stage, 'sato', ['clerk', 'department-administrator'], [desk]);
  kiosk = (await stage.enter('kiosk')).client;
  [clerk, admin, colleague] = (await Promise.all(
    (['clerk', 'clerk2', 'stranger'] as const).map(async (who) => (await stage.enter(who)).client),
  )) as [TestClient, TestClient, TestClient];
  await firstLogIn(admin, await invent(stage, 'kanri', ['it-administrator']), clock);
  await firstLogIn(colleague, await invent(stage, 'hoka', ['clerk'], [nozei]), clock);
  booking = await withTickets(loadConfig(join(stage.dataDir, 'config.json'), {}), (tickets) =>
    tickets.issue({ deskId: desk, procedureId: null, day: ticketDay(clock.now()) }),
  );
});
afterAll(() => stage.close());

const records = () => recordsIn(stage.dataDir);

async function talk(): Promise<void> {
  session = await checkIn(kiosk);
  await clerk.ask('session.admit', { sessionId: session });
  await kiosk.ask('session.joined', { sessionId: session });
  await clerk.ask('session.joined', { sessionId: session });
}
async function over(): Promise<void> {
  for (const end of [kiosk, clerk]) await end.ask('session.erased', { sessionId: session });
}
async function asked(way: 'warm' | 'call-in'): Promise<void> {
  offer = OfferId.parse(randomUUID());
  await clerk.ask('session.offer', { sessionId: session, offerId: offer, deskId: nozei, way });
}
async function taken(way: 'warm' | 'call-in'): Promise<string> {
  await asked(way);
  return (await colleague.ask('session.accept', { sessionId: session, offerId: offer })).participantId;
}
const template = (n: number) => ({
  id: 'funeral-benefit',
  title: '葬祭費支給申請書',
  department: '保険年金課',
  map: `{"n":${n}}`,
});
const form = Buffer.from('%PDF-1.7\nform');
const sha256 = createHash('sha256').update(form).digest('hex');
/** What an administrator sends back of an entry. */
const changeOf = ({ id, name, department, roles, desks, disabled }: PersonEntry) => {
  return { id, name, department, roles, desks, disabled };
};

/** The steps of one day in order: the method, the line that it must leave, and how it is done. `before`: what has to be so first. */
const DAY: readonly (readonly [keyof Routes, AuditAction, () => Promise<unknown>, (() => Promise<unknown>)?])[] = [
  ['person.logIn', 'person.refused', () => clerk.ask('person.logIn', { login: 'sato', password: 'not it' })],
  [
    'person.confirmFactor',
    'person.refused',
    () => clerk.ask('person.confirmFactor', { code: '000000' }),
    async () => {
      await clerk.ask('person.logIn', { login: 'sato', password: sato.setupCode });
      await clerk.ask('person.choosePassword', { password: PASSWORD });
    },
  ],
  ['person.confirmFactor', 'person.loggedIn', async () => (satoSecret = (await firstLogIn(clerk, sato, clock)).secret)],
  ['person.logOut', 'person.loggedOut', () => clerk.ask('person.logOut', {})],
  [
    'person.confirm',
    'person.loggedIn',
    () => clerk.ask('person.confirm', { code: totpCode(satoSecret, stepAt(clock.now()) + 1) }),
    () => clerk.ask('person.logIn', { login: 'sato', password: PASSWORD }),
  ],
  ['person.lock', 'person.locked', () => clerk.ask('person.lock', {})],
  ['person.unlock', 'person.unlocked', () => clerk.ask('person.unlock', { password: PASSWORD })],
  [
    'people.create',
    'person.created',
    async () => {
      const about = { login: LoginName.parse('tanaka'), name: '田中', department: '', roles: [], desks: [] };
      tanaka = (await admin.ask('people.create', about)).person;
    },
  ],
  ['people.change', 'person.changed', () => admin.ask('people.change', { ...changeOf(tanaka), name: '仲田' })],
  ['people.reset', 'person.reset', () => admin.ask('people.reset', { id: tanaka.id })],
  ['people.change', 'person.disabled', () => admin.ask('people.change', { ...changeOf(tanaka), disabled: true })],
  ['admin.enrolmentCode', 'enrolment.codeMade', () => admin.ask('admin.enrolmentCode', { requestKey: randomUUID() })],
  ['admin.declineRequest', 'enrolment.declined', declineOne],
  [
    'admin.upload',
    'revocations.accepted',
    async () => {
      const list = await authority.list(1, []);
      await admin.ask('admin.upload', { text: writeBlock({ kind: 'REVOCATION LIST', bytes: list }) });
    },
  ],
  [
    'admin.upload',
    'device.certified',
    async () => {
      const { about } = await inventRequest(DeviceId.parse('kiosk-minami'), clock.now());
      const bytes = await authority.certify(about);
      await admin.ask('admin.upload', { text: writeBlock({ kind: 'DEVICE CERTIFICATE', bytes }) });
    },
  ],
  [
    'templates.save',
    'template.saved',
    () => clerk.ask('templates.save', { ...template(1), revision: 0, form: sha256 }),
    () => clerk.ask('templates.putForm', { sha256, bytes: form.byteLength, offset: 0, part: Uint8Array.from(form) }),
  ],
  [
    'templates.publish',
    'template.published',
    () => clerk.ask('templates.publish', { id: 'funeral-benefit', revision: 1, note: '' }),
  ],
  [
    'templates.rollBack',
    'template.rolledBack',
    () => clerk.ask('templates.rollBack', { id: 'funeral-benefit', version: 1, note: '' }),
  ],
  [
    'templates.discard',
    'template.discarded',
    () => clerk.ask('templates.discard', { id: 'funeral-benefit' }),
    () => clerk.ask('templates.save', { ...template(2), revision: 0, form: sha256 }),
  ],
  [
    'booking.look',
    'booking.refused',
    () => kiosk.ask('booking.look', { ...booking, pin: BookingPin.parse(booking.pin === '0000' ? '1111' : '0000') }),
  ],
  [
    'session.checkIn',
    'booking.opened',
    async () => {
      const wish = { deskId: desk, procedureId: null, requestKey: randomUUID(), booking };
      session = (await kiosk.ask('session.checkIn', wish)).session.id;
    },
  ],
  [
    'still.ask',
    'session.stillAsked',
    async () => {
      const answer = clerk.ask('still.ask', { sessionId: session, asked: Uint8Array.of(1) });
      const { questionId } = await kiosk.next('still.asked');
      await kiosk.ask('still.answer', { sessionId: session, questionId, answer: Uint8Array.of(2) });
      await answer;
    },
    () => clerk.ask('session.prepare', { sessionId: session }),
  ],
  [
    'session.redirect',
    'session.redirected',
    () => clerk.ask('session.redirect', { sessionId: session, deskId: nozei }),
  ],
  [
    'session.remove',
    'session.ended',
    async () => {
      const { waiting } = await colleague.ask('desk.watch', {});
      const booth = waiting[0]?.session.participants[0]?.id;
      if (booth === undefined) throw new Error('nobody waits');
      await colleague.ask('session.remove', { sessionId: session, participantId: booth });
    },
  ],
  ['session.erased', 'session.erased', () => kiosk.ask('session.erased', { sessionId: session })],
  [
    'session.checkIn',
    'session.checkedIn',
    async () => {
      session = await checkIn(kiosk);
    },
  ],
  ['session.admit', 'session.admitted', () => clerk.ask('session.admit', { sessionId: session })],
  [
    'session.joined',
    'session.active',
    () => clerk.ask('session.joined', { sessionId: session }),
    () => kiosk.ask('session.joined', { sessionId: session }),
  ],
  [
    'card.noteRead',
    'card.read',
    () => kiosk.ask('card.noteRead', { sessionId: session, readId: randomUUID(), outcome: 'read' }),
  ],
  [
    'forms.noteSaved',
    'session.formsSaved',
    () =>
      clerk.ask('forms.noteSaved', {
        sessionId: session,
        saveId: randomUUID(),
        forms: [TemplateId.parse('moving-out')],
      }),
  ],
  ['session.offer', 'session.offered', () => asked('warm')],
  [
    'session.withdraw',
    'session.offerAnswered',
    () => clerk.ask('session.withdraw', { sessionId: session, offerId: offer }),
  ],
  [
    'session.decline',
    'session.offerAnswered',
    () => colleague.ask('session.decline', { sessionId: session, offerId: offer }),
    () => asked('warm'),
  ],
  ['session.accept', 'session.offerAnswered', () => taken('warm')],
  ['session.keep', 'session.departed', () => clerk.ask('session.keep', { sessionId: session })],
  [
    'session.depart',
    'session.departed',
    () => colleague.ask('session.depart', { sessionId: session }),
    () => taken('call-in'),
  ],
  [
    'session.remove',
    'session.departed',
    async () => {
      const participantId = (await clerk.ask('session.joined', { sessionId: session })).session.participants.at(-1)?.id;
      if (participantId === undefined) throw new Error('nobody to remove');
      await clerk.ask('session.remove', { sessionId: session, participantId });
    },
    () => taken('call-in'),
  ],
  ['session.end', 'session.ended', () => clerk.ask('session.end', { sessionId: session, reason: 'finished' })],
  [
    'session.complete',
    'session.handedOver',
    () => clerk.ask('session.complete', { sessionId: session }),
    async () => {
      await over();
      await talk();
      await taken('warm');
    },
  ],
];

async function declineOne(): Promise<void> {
  const { code } = await admin.ask('admin.enrolmentCode', { requestKey: randomUUID() });
  const asking = await TestClient.open(stage.server.url);
  await asking.next('challenge');
  const { request } = await inventRequest(DeviceId.parse('kiosk-kita'), clock.now());
  await asking.ask('enrolment.request', { code, request });
  const { waiting } = await admin.ask('admin.devices', {});
  await admin.ask('admin.declineRequest', { keyHash: waiting[0]!.keyHash });
  asking.socket.terminate();
}

const steps = DAY.map(([method, action, act, before]) => ({ method, action, act, before }));
it.each(steps)('$method leaves $action', async ({ method, action, act, before }) => {
  await before?.();
  const from = records().length;
  await act();
  const actions = records()
    .slice(from)
    .map((record) => record.action);
  expect(actions).toContain(action);
  left.set(method, (left.get(method) ?? new Set()).add(action));
});

it('was played for every method that must leave a line', () => {
  const played = new Set([...left.keys(), 'person.number']);
  const owed = Object.entries(LEAVES).flatMap(([method, lines]) => (lines === null ? [] : [method]));
  expect(owed.filter((method) => !played.has(method))).toEqual([]);
  for (const [method, actions] of left)
    expect([method, [...actions].filter((each) => LEAVES[method as keyof Routes]?.includes(each) !== true)]).toEqual([
      method,
      [],
    ]);
});

it('says nothing of names, papers, numbers and codes', () => {
  const all = JSON.stringify(records());
  for (const word of ['sato', 'tanaka', '田中', '佐藤', '北公民館', '葬祭費', PASSWORD, sato.setupCode, booking.number])
    expect(all).not.toContain(word);
  expect(/^[\x20-\x7e]*$/.test(all)).toBe(true);
});
