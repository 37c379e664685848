import type {
  Desk,
  DeskId,
  DeskOutlook,
  DeviceId,
  OfferEntry,
  SessionId,
  SessionView,
  WaitingEntry,
} from '@mado/signaling/wire';
import type { City, CityDesk, ConfiguredDevice } from '../config/schema.ts';
import { inOrder, placeInQueue, type DeskStaff, type QueuePlace } from '../session/queue.ts';
import type { Session } from '../session/machine.ts';
import type { Sessions } from '../session/sessions.ts';
import { aboutAt, viewOf, type DeviceLookup } from '../session/view.ts';
import type { DeskStore } from '../store/desks.ts';
import type { Line } from '../wire/line.ts';
import type { Presence } from '../wire/presence.ts';

interface Surroundings {
  readonly city: City;
  readonly presence: Presence;
  readonly sessions: () => Sessions;
  readonly desks: DeskStore;
  readonly lookup: DeviceLookup;
  /** The desks that a clerk's device serves with the person who is at it now. */
  readonly servedBy: (device: ConfiguredDevice) => readonly DeskId[];
  /** Whether a session came with a booking. */
  readonly isBooked: (sessionId: SessionId) => boolean;
}

/** What a line was told last, as text, so that it is told only what is new. */
interface Told {
  desks?: string;
  /** Absent: this clerk does not watch. */
  waiting?: string;
  offers?: string;
  view?: string;
}

/**
 * The desks as screens see them: who is ready, who waits, how long it takes. Whatever changes, the board is drawn anew
 * once for everybody, and each line is sent the parts that differ from what it was told before.
 */
export class Board {
  readonly #around: Surroundings;
  readonly #told = new WeakMap<Line, Told>();
  #redrawing = false;
  #closed = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Draws the board again soon; many changes at once cost one drawing. */
  changed(): void {
    if (this.#redrawing) return;
    this.#redrawing = true;
    setImmediate(() => {
      this.#redrawing = false;
      if (this.#closed) return;
      for (const line of this.#around.presence.lines()) this.#redraw(line);
    });
  }

  /** Draws nothing any more: what it is drawn from is being closed. */
  close(): void {
    this.#closed = true;
  }

  /** Begins to send `desk.waiting` to this clerk. */
  watch(line: Line): WaitingEntry[] {
    const waiting = this.#waitingFor(line.device);
    this.#toldTo(line).waiting = JSON.stringify(waiting);
    this.changed();
    return waiting;
  }

  /** The desks a device may choose from or serves, with the clerks that are free now. */
  desksOf(device: ConfiguredDevice): Desk[] {
    return this.cityDesksOf(device).map(({ id, name, department, procedures }) => ({
      id,
      name,
      department,
      procedures: procedures.map((procedure) => ({ id: procedure.id, name: procedure.name })),
      clerksReady: this.#staff(id).ready,
    }));
  }

  /** A kiosk without a list offers every desk; a clerk's device serves what the person at it serves. */
  cityDesksOf(device: ConfiguredDevice): readonly CityDesk[] {
    const { desks } = this.#around.city;
    if (device.role === 'kiosk' && device.desks === undefined) return desks;
    const own = new Set<DeskId>(device.role === 'kiosk' ? device.desks : this.#around.servedBy(device));
    return desks.filter((desk) => own.has(desk.id));
  }

  /** All desks of the city, for a clerk who chooses where to send or hand over. */
  directory(): DeskOutlook[] {
    return this.#around.city.desks.map(({ id, name, department }) => {
      const staff = this.#staff(id);
      const waiting = this.#around
        .sessions()
        .waiting()
        .filter((session) => session.deskId === id).length;
      const { waitForecastMs } = placeInQueue(waiting, staff, this.#meanLengthMs(id));
      return { id, name, department, clerksReady: staff.ready, waiting, waitForecastMs };
    });
  }

  /** What other desks ask of the desks of this clerk and this clerk has not declined, oldest first. */
  offersFor(device: ConfiguredDevice): OfferEntry[] {
    const own = new Set(this.cityDesksOf(device).map((desk) => desk.id));
    const entries = this.#around
      .sessions()
      .offering()
      .flatMap((session) => {
        const { offer } = session.course;
        if (offer === null || !own.has(offer.deskId) || offer.declined.includes(device.id)) return [];
        if (session.clerk.deviceId === device.id) return [];
        const desk = this.#around.city.desks.find((each) => each.id === session.deskId);
        return [
          {
            sessionId: session.id,
            offerId: offer.id,
            way: offer.way,
            deskId: offer.deskId,
            procedureId: session.procedureId,
            about: aboutAt(this.#around.city.desks, session, offer.deskId),
            ticket: session.ticket,
            booth: this.#around.lookup(session.kiosk.deviceId)?.name ?? '',
            from: {
              desk: desk?.name ?? '',
              department: desk?.department ?? '',
              name: this.#around.lookup(session.clerk.deviceId)?.name ?? '',
            },
            since: offer.since,
            until: offer.until,
          },
        ];
      });
    return entries.toSorted((a, b) => a.since - b.since);
  }

  hasDesk(deskId: DeskId): boolean {
    return this.#around.city.desks.some((desk) => desk.id === deskId);
  }

  /** Whether a clerk of the desk, other than those, is here and could take a session. */
  anyoneReady(deskId: DeskId, but: readonly DeviceId[]): boolean {
    return [...this.#around.presence.lines()].some(
      ({ device }) => !but.includes(device.id) && this.#serves(device, deskId) && this.#isFree(device.id),
    );
  }

  view(session: Session): SessionView {
    return viewOf(session, this.#placeOf(session), this.#around);
  }

  /** Sends the session to a line that has a place in it, unless it knows it so already. */
  tell(line: Line, session: Session): void {
    const view = this.view(session);
    if (this.remember(line, view)) line.notify('session.state', { session: view });
  }

  /** Notes what an answer has told a line. @returns whether that was new */
  remember(line: Line, view: SessionView): boolean {
    const told = this.#toldTo(line);
    const text = JSON.stringify(view);
    if (told.view === text) return false;
    told.view = text;
    return true;
  }

  /** Notes which desks `hello` has told a line. */
  rememberDesks(line: Line, desks: readonly Desk[]): void {
    this.#toldTo(line).desks = JSON.stringify(desks);
  }

  #redraw(line: Line): void {
    const told = this.#toldTo(line);
    const desks = this.desksOf(line.device);
    const desksText = JSON.stringify(desks);
    if (told.desks !== desksText) {
      told.desks = desksText;
      line.notify('desk.list', { desks });
    }
    if (told.waiting !== undefined) {
      const waiting = this.#waitingFor(line.device);
      const text = JSON.stringify(waiting);
      if (told.waiting !== text) {
        told.waiting = text;
        line.notify('desk.waiting', { waiting });
      }
    }
    if (told.waiting !== undefined) {
      const offers = this.offersFor(line.device);
      const text = JSON.stringify(offers);
      if ((told.offers ?? '[]') !== text) {
        told.offers = text;
        line.notify('desk.offers', { offers });
      }
    }
    const placed = this.#around.sessions().ofDevice(line.device.id);
    if (placed?.session.state === 'waiting') this.tell(line, placed.session);
  }

  #waitingFor(device: ConfiguredDevice): WaitingEntry[] {
    const own = new Set(this.cityDesksOf(device).map((desk) => desk.id));
    const mine = this.#around
      .sessions()
      .waiting()
      .filter((session) => own.has(session.deskId));
    return inOrder(mine).map((session) => ({
      session: this.view(session),
      booth: this.#around.lookup(session.kiosk.deviceId)?.name ?? '',
      booked: this.#around.isBooked(session.id),
    }));
  }

  #placeOf(session: Session): QueuePlace | null {
    if (session.state !== 'waiting') return null;
    const queue = inOrder(
      this.#around
        .sessions()
        .waiting()
        .filter((each) => each.deskId === session.deskId),
    );
    const ahead = queue.findIndex((each) => each.id === session.id);
    return placeInQueue(Math.max(0, ahead), this.#staff(session.deskId), this.#meanLengthMs(session.deskId));
  }

  #staff(deskId: DeskId): DeskStaff {
    const staff = { present: 0, ready: 0 };
    for (const { device } of this.#around.presence.lines()) {
      if (!this.#serves(device, deskId)) continue;
      staff.present += 1;
      if (this.#isFree(device.id)) staff.ready += 1;
    }
    return staff;
  }

  #serves(device: ConfiguredDevice, deskId: DeskId): boolean {
    return device.role === 'clerk' && this.#around.servedBy(device).includes(deskId);
  }

  #isFree(deviceId: DeviceId): boolean {
    const state = this.#around.sessions().ofDevice(deviceId)?.session.state;
    return state !== 'admitted' && state !== 'active';
  }

  #meanLengthMs(deskId: DeskId): number {
    const first = (this.#around.city.desks.find((desk) => desk.id === deskId)?.meanSessionMinutes ?? 0) * 60_000;
    return this.#around.desks.meanLength(deskId)?.meanMs ?? first;
  }

  #toldTo(line: Line): Told {
    const told = this.#told.get(line) ?? {};
    this.#told.set(line, told);
    return told;
  }
}
