import type { Desk, DeskId, SessionView, WaitingEntry } from '@mado/signaling/wire';
import type { City, CityDesk, ConfiguredDevice } from '../config/schema.ts';
import { inOrder, placeInQueue, type DeskStaff, type QueuePlace } from '../session/queue.ts';
import type { Session } from '../session/machine.ts';
import type { Sessions } from '../session/sessions.ts';
import { viewOf, type DeviceLookup } from '../session/view.ts';
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
}

/** What a line was told last, as text, so that it is told only what is new. */
interface Told {
  desks?: string;
  /** Absent: this clerk does not watch. */
  waiting?: string;
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
    return waiting;
  }

  /** The desks a device may choose from or serves, with the clerks that are free now. */
  desksOf(device: ConfiguredDevice): Desk[] {
    return this.cityDesksOf(device).map(({ id, name, department, procedures }) => ({
      id,
      name,
      department,
      procedures,
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

  view(session: Session): SessionView {
    return viewOf(session, this.#placeOf(session), this.#around.lookup);
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
      if (device.role !== 'clerk' || !this.#around.servedBy(device).includes(deskId)) continue;
      staff.present += 1;
      const state = this.#around.sessions().ofDevice(device.id)?.session.state;
      if (state !== 'admitted' && state !== 'active') staff.ready += 1;
    }
    return staff;
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
