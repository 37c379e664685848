import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BookingNumber, BookingPin, DeskId, DeviceId, SessionId } from '@mado/signaling/wire';
import { ConfigError, loadConfig } from '../config/load.ts';
import { City } from '../config/schema.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { hashPassword } from '../people/password.ts';
import { ticketDay } from '../session/queue.ts';
import { HandClock } from '../testing/clock.ts';
import { desk, Stage } from '../testing/stage.ts';
import { BookingDesk } from './booking-desk.ts';
import type { AuditEntry } from '../audit/record.ts';
import { cancelTicket, importTickets, issueTicket } from './issue.ts';
import { withTickets } from './offline.ts';
import { TicketStore } from './ticket-store.ts';

const booth = DeviceId.parse('kiosk-1');
const other = DeviceId.parse('kiosk-2');
const cityFile = new URL('../../../../procedures/sample-city/city.json', import.meta.url).pathname;
const pin = (digits: string) => BookingPin.parse(digits);
const wrongFor = (right: string) => pin(right === '0000' ? '1111' : '0000');

describe('a booking at the booth', () => {
  let dir: string;
  let database: Database;
  let store: TicketStore;
  const clock = new HandClock();
  let busyAt: DeviceId | null;
  /** What the audit log gets. */
  let recorded: string[];
  let bookings: BookingDesk;
  const city = () => City.parse(JSON.parse(readFileSync(cityFile, 'utf8')));
  const issue = (day = ticketDay(clock.now())) => issueTicket(store, city(), { deskId: desk, procedureId: null, day });

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'mado-booking-'));
    database = openDatabase(dir);
    recorded = [];
    store = new TicketStore(database, (action, at) => recorded.push(`${action} ${at}`));
    busyAt = null;
    const note = ({ action, subject }: AuditEntry) => recorded.push(`${action} ${JSON.stringify(subject)}`);
    bookings = new BookingDesk({ tickets: store, tries: store, clock, note, boothOf: () => busyAt });
  });
  afterEach(() => {
    database.close();
    rmSync(dir, { recursive: true });
  });

  it('opens with its number and PIN, and says neither that a number is unknown nor that a PIN is wrong', async () => {
    const { number, pin: right } = await issue();
    expect(await bookings.open(booth, { number, pin: wrongFor(right) })).toEqual({ result: 'wrong' });
    const unknown = BookingNumber.parse(number === '00000000' ? '11111111' : '00000000');
    expect(await bookings.open(booth, { number: unknown, pin: right })).toEqual({ result: 'wrong' });
    const answer = { result: 'open', deskId: desk, procedureId: null };
    expect(await bookings.open(booth, { number, pin: right })).toEqual(answer);
    const wrong = 'booking.refused {"reason":"wrong"}';
    expect(recorded).toEqual(['booking.made okuyami', wrong, wrong]);
  });

  it('opens nothing when it was taken back', async () => {
    const booking = await issue();
    cancelTicket(store, booking.number);
    expect(await bookings.open(booth, booking)).toEqual({ result: 'wrong' });
    expect(() => cancelTicket(store, booking.number)).toThrow(ConfigError);
    expect(recorded.slice(0, 2)).toEqual(['booking.made okuyami', 'booking.cancelled okuyami']);
  });

  it('keeps nothing of the PIN but a slow hash', async () => {
    const { number, pin: right } = await issue();
    expect(store.find(number)?.pinHash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(store.find(number))).not.toContain(`"${right}"`);
  });

  it('lets nobody guess: it waits longer after each wrong try and is shut after ten', async () => {
    const { number, pin: right } = await issue();
    for (let wrong = 0; wrong < 10;) {
      const answer = await bookings.open(booth, { number, pin: wrongFor(right) });
      if (answer.result === 'wrong') wrong += 1;
      if (answer.result !== 'wait') continue;
      // Whoever asks meanwhile is told until when nothing is looked at, be the PIN right or not.
      expect(await bookings.open(other, { number, pin: right })).toEqual(answer);
      clock.advance(answer.until - clock.now());
    }
    expect(await bookings.open(booth, { number, pin: right })).toEqual({ result: 'locked' });
  });

  it('says the day of a booking that is not for today, and where it is in use, only with the right PIN', async () => {
    const { number, pin: right } = await issue('2099-12-03');
    expect(await bookings.open(booth, { number, pin: right })).toEqual({ result: 'other-day', day: '2099-12-03' });
    const today = await issue();
    store.opened(today.number, SessionId.parse('s'));
    busyAt = other;
    expect(await bookings.open(booth, today)).toEqual({ result: 'in-use' });
    busyAt = booth;
    expect(await bookings.open(booth, today)).toMatchObject({ result: 'open' });
  });

  it('is tied to no session that is erased, and goes with its day', async () => {
    const { number } = await issue('2030-01-01');
    const session = SessionId.parse('s');
    store.opened(number, session);
    expect(store.isBooked(session)).toBe(true);
    store.sessionErased(session);
    expect(store.isBooked(session)).toBe(false);
    store.tidy('2030-01-01', 0);
    expect(store.has(number)).toBe(true);
    store.tidy('2030-01-02', 0);
    expect(store.has(number)).toBe(false);
  });

  it('comes from a file whole or not at all', async () => {
    const file = join(dir, 'bookings.json');
    const good = { number: '12345678', pin: '0412', deskId: 'okuyami', procedureId: 'okuyami', day: '2030-01-01' };
    writeFileSync(file, JSON.stringify([good, { ...good, number: '87654321', deskId: 'nowhere' }]));
    await expect(importTickets(store, city(), file)).rejects.toThrow(ConfigError);
    expect(store.has(BookingNumber.parse('12345678'))).toBe(false);
    const answers = Buffer.from('sealed').toString('base64');
    writeFileSync(file, JSON.stringify([{ ...good, answers: 'not base64!' }]));
    await expect(importTickets(store, city(), file)).rejects.toThrow(ConfigError);
    writeFileSync(file, JSON.stringify([{ ...good, answers }]));
    expect(await importTickets(store, city(), file)).toBe(1);
    expect(store.find(BookingNumber.parse('12345678'))).toMatchObject({ deskId: DeskId.parse('okuyami') });
  });
});

describe('answers of a booking', () => {
  it('go to a clerk who sits in its session, to nobody else, and go with the session', async () => {
    const stage = await Stage.open();
    try {
      const database = openDatabase(stage.dataDir);
      const tickets = new TicketStore(database, () => undefined);
      const city = loadConfig(join(stage.dataDir, 'config.json'), {}).city;
      const day = ticketDay(Date.now());
      const booking = await issueTicket(tickets, city, { deskId: desk, procedureId: null, day });
      const sealed = new Uint8Array([1, 2, 3]);
      tickets.put({
        ...booking,
        deskId: desk,
        procedureId: null,
        day,
        answers: sealed,
        pinHash: await hashPassword(booking.pin),
      });
      const { client: kiosk } = await stage.enter('kiosk');
      const { client: clerk } = await stage.enter('clerk');
      const { session } = await kiosk.ask('session.checkIn', {
        ...{ deskId: desk, procedureId: null, requestKey: randomUUID(), booking },
      });
      const asked = { sessionId: session.id };
      expect(await clerk.refusal('booking.answers', asked)).toBe('not-found');
      await clerk.ask('session.prepare', asked);
      await clerk.ask('session.admit', asked);
      expect(await clerk.ask('booking.answers', asked)).toEqual({ answers: { number: booking.number, sealed } });
      expect(await kiosk.refusal('booking.answers', asked)).toBe('forbidden');
      tickets.sessionErased(session.id);
      expect(await clerk.ask('booking.answers', asked)).toEqual({ answers: null });
      database.close();
    } finally {
      await stage.close();
    }
  });
});

describe('checking in with a booking over the wire', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.close());

  it('takes a ticket at the desk of the booking alone, and the clerk sees that they booked', async () => {
    const config = loadConfig(join(stage.dataDir, 'config.json'), {});
    const day = ticketDay(Date.now());
    const booking = await withTickets(config, (tickets) => tickets.issue({ deskId: desk, procedureId: null, day }));
    const { client: kiosk } = await stage.enter('kiosk');
    const { client: clerk } = await stage.enter('clerk');
    expect(await kiosk.ask('booking.look', booking)).toMatchObject({ result: 'open', deskId: desk });
    expect(await clerk.refusal('booking.look', booking)).toBe('forbidden');
    const request = { deskId: desk, procedureId: null, requestKey: randomUUID(), booking };
    expect(await kiosk.refusal('session.checkIn', { ...request, deskId: 'nozei' })).toBe('forbidden');
    const { session } = await kiosk.ask('session.checkIn', request);
    expect((await kiosk.ask('session.checkIn', request)).session.id).toBe(session.id);
    expect(await clerk.ask('desk.watch', {})).toMatchObject({ waiting: [{ session: { ticket: 1 }, booked: true }] });
    const { client: elsewhere } = await stage.enter('kiosk2');
    expect(await elsewhere.ask('booking.look', booking)).toEqual({ result: 'in-use' });
  });
});
