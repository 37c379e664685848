import { askForStill, type IdentityFault } from '@mado/e2ee';
import { CommandSender } from '../channel/command-sender.ts';
import type { Say } from '../channel/session-channel.ts';
import { SignalingError, isRefusal } from '../client/signaling-error.ts';
import { Store } from '../core/index.ts';
import type {
  BookingNumber,
  Departure,
  DeskId,
  DeskOutlook,
  HandOverWay,
  OfferEntry,
  OfferId,
  ParticipantId,
  SessionId,
  SessionView,
  WaitingEntry,
} from '../wire/index.ts';
import type { Welcome } from '../client/signaling-client.ts';
import { DevicesClient } from './devices-client.ts';
import { TemplatesClient } from './templates-client.ts';
import { PeopleClient } from './people-client.ts';
import { forgetfulMemory, isAtWork, PersonClient, type TokenMemory } from './person-client.ts';
import type { SessionClientOptions } from './session-client.ts';
import { SessionClient } from './session-client.ts';

/** The waiting sessions of the clerk's desks, oldest first. */
export class WaitingList extends Store<readonly WaitingEntry[]> {
  constructor() {
    super([]);
  }

  replace(entries: readonly WaitingEntry[]): void {
    this.setSnapshot(entries);
  }
}

/** What other desks ask of the clerk's desks, oldest first. */
export class OfferList extends Store<readonly OfferEntry[]> {
  constructor() {
    super([]);
  }

  replace(entries: readonly OfferEntry[]): void {
    this.setSnapshot(entries);
  }
}

/** A still of the citizen, or why there is none: no answer came, or one that no kiosk of the city made. */
export type Still =
  | { readonly kind: 'picture'; readonly jpeg: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'none' }
  | { readonly kind: 'untrusted'; readonly fault: IdentityFault };

export interface ClerkClientOptions extends SessionClientOptions {
  /** Where the window keeps its person's token; forgotten with the page when absent. */
  readonly tokens?: TokenMemory;
}

/** The clerk's side: watches the waiting room, looks at a session, lets the citizen in, ends. */
export class ClerkClient extends SessionClient<CommandSender> {
  readonly waiting = new WaitingList();
  readonly offers = new OfferList();
  /** Who works at this window. */
  readonly person: PersonClient;
  /** The administration of people, for those who may. */
  readonly people: PeopleClient;
  /** The administration of devices, for IT administrators. */
  readonly devices: DevicesClient;
  /** The store of the council's forms. */
  readonly templates: TemplatesClient;
  #watching = false;
  #admitting = false;

  constructor({ tokens = forgetfulMemory(), ...options }: ClerkClientOptions) {
    super({ ...options, personToken: () => tokens.get() });
    this.person = new PersonClient(this.signaling, tokens);
    this.people = new PeopleClient(this.signaling);
    this.devices = new DevicesClient(this.signaling);
    this.templates = new TemplatesClient(this.signaling);
    let atWork = false;
    this.person.subscribe(() => {
      const before = atWork;
      atWork = isAtWork(this.person.getSnapshot());
      if (before && !atWork) {
        this.#listed([]);
        this.offers.replace([]);
      }
      if (!before && atWork && this.#watching) this.watch().catch((error: unknown) => this.#fault(error));
    });
    this.signaling.on('desk.waiting', ({ waiting }) => this.#listed(waiting));
    this.signaling.on('desk.offers', ({ offers }) => this.offers.replace(offers));
  }

  /** Begins to receive the waiting list as soon as somebody is at work here, and goes on after every reconnection. */
  async watch(): Promise<void> {
    this.#watching = true;
    const person = this.person.getSnapshot();
    if (person !== null && !isAtWork(person)) return;
    try {
      const { waiting } = await this.signaling.request('desk.watch', {});
      this.#listed(waiting);
    } catch (error) {
      // Asked before it was known that somebody has to log in first; it is asked again when they have.
      if (!isRefusal(error, 'forbidden') || isAtWork(this.person.getSnapshot())) throw error;
    }
  }

  /**
   * Reserves this clerk's place in a waiting session and makes its transports, so that admission costs no set-up; a
   * place reserved elsewhere is given up. Admits to nothing.
   */
  async prepare(sessionId: SessionId): Promise<void> {
    if (this.session !== null || this.place?.sessionId === sessionId) return;
    await this.release();
    const { participantId } = await this.signaling.request('session.prepare', { sessionId });
    if (this.#seated()) return;
    this.sit(sessionId, participantId);
    this.useTracks({});
  }

  /** A still of the citizen of the prepared session, sealed by their kiosk for this device. Fails with a `SignalingError`. */
  async still(): Promise<Still> {
    const { place } = this;
    const speaker = await place?.seal.speaker();
    if (!place || !speaker) return { kind: 'none' };
    const question = await askForStill(speaker.identity);
    const { sessionId } = place;
    const { answer } = await this.signaling.request('still.ask', { sessionId, asked: question.asked });
    if (answer === null) return { kind: 'none' };
    const opened = await question.open(answer, speaker.trust);
    if (opened.ok) return { kind: 'picture', jpeg: opened.value.value };
    place.seal.report({ part: 'still', cause: opened.fault });
    return { kind: 'untrusted', fault: opened.fault };
  }

  /** The sealed answers of the booking with which the citizen of this session came; null: none. */
  async bookingAnswers(sessionId: SessionId): Promise<{ number: BookingNumber; sealed: Uint8Array } | null> {
    const { answers } = await this.signaling.request('booking.answers', { sessionId });
    return answers;
  }

  /**
   * Puts into the audit log that these forms are saved into the department's folder. Fails with a `SignalingError`: then nothing may be
   * saved.
   */
  async noteSaved(saveId: string, forms: readonly string[]): Promise<void> {
    const { place } = this;
    if (place === null) throw new Error('there is no session to save forms of');
    await this.signaling.request('forms.noteSaved', { sessionId: place.sessionId, saveId, forms: [...forms] });
  }

  /** Gives the reserved place up. */
  async release(): Promise<void> {
    const { place } = this;
    if (place === null || this.session !== null) return;
    this.drop();
    try {
      await this.signaling.request('session.release', { sessionId: place.sessionId });
    } catch (error) {
      // The session went its way meanwhile, and the place with it.
      if (!isRefusal(error, 'not-found', 'out-of-order', 'forbidden')) throw error;
    }
  }

  /** Lets the citizen in. Fails with a `SignalingError`; `conflict`: another clerk was first. */
  async admit(sessionId: SessionId): Promise<SessionView> {
    this.#admitting = true;
    try {
      const { session, participantId } = await this.signaling.request('session.admit', { sessionId });
      this.sit(session.id, participantId);
      this.applyView(session);
      return session;
    } catch (error) {
      if (this.session === null && isRefusal(error, 'conflict', 'not-found', 'out-of-order')) this.drop();
      throw error;
    } finally {
      this.#admitting = false;
    }
  }

  /** All desks of the city, with who is free there and how long one would wait. */
  async directory(): Promise<readonly DeskOutlook[]> {
    return (await this.signaling.request('desk.directory', {})).desks;
  }

  /** Sends a waiting session to another desk; its place there is by the moment of its check-in. */
  async redirect(sessionId: SessionId, deskId: DeskId): Promise<void> {
    await this.release();
    await this.signaling.request('session.redirect', { sessionId, deskId });
  }

  /** Takes somebody out at once; taking out the kiosk ends the session. */
  async remove(sessionId: SessionId, participantId: ParticipantId): Promise<void> {
    const asked = this.signaling.request('session.remove', { sessionId, participantId });
    // The keys are changed meanwhile, and whatever the server answers.
    const leaving = this.session?.participants.find(({ id }) => id === participantId);
    if (leaving?.role === 'clerk') void this.place?.seal.remove(leaving.deviceId);
    this.applyView((await asked).session);
  }

  /** Asks a desk to take the present session over, or to send somebody. The session's view tells the answer. */
  async offer(deskId: DeskId, way: HandOverWay, offerId: OfferId): Promise<void> {
    const sessionId = this.#present();
    if (sessionId === null) return;
    const { session } = await this.signaling.request('session.offer', { sessionId, offerId, deskId, way });
    this.applyView(session);
  }

  async withdraw(offerId: OfferId): Promise<void> {
    const sessionId = this.#present();
    if (sessionId === null) return;
    this.applyView((await this.signaling.request('session.withdraw', { sessionId, offerId })).session);
  }

  /** Takes what another desk offers. Fails with a `SignalingError`; `conflict`: a colleague was first. */
  async accept({ sessionId, offerId }: Pick<OfferEntry, 'sessionId' | 'offerId'>): Promise<void> {
    await this.release();
    const { session, participantId } = await this.signaling.request('session.accept', { sessionId, offerId });
    this.sit(session.id, participantId);
    this.applyView(session);
  }

  async decline({ sessionId, offerId }: Pick<OfferEntry, 'sessionId' | 'offerId'>): Promise<void> {
    await this.signaling.request('session.decline', { sessionId, offerId });
  }

  /** Leaves the session to the clerk of the side conversation. Nothing of it stays here. */
  async complete(): Promise<void> {
    await this.#goWith('session.complete', 'handed-over');
  }

  /** Keeps the session after all; the clerk of the side conversation leaves. */
  async keep(): Promise<void> {
    const sessionId = this.#present();
    if (sessionId !== null) this.applyView((await this.signaling.request('session.keep', { sessionId })).session);
  }

  /** Leaves a session into which this clerk was called. Nothing of it stays here. */
  async depart(): Promise<void> {
    await this.#goWith('session.depart', 'left');
  }

  /** Ends the session. */
  async finish(): Promise<void> {
    await this.end('finished');
  }

  protected override readonly founder = false;

  protected override makeCommands(self: ParticipantId, say: Say): CommandSender {
    return new CommandSender(self, say);
  }

  /** A view that does not name this clerk is about a session that somebody else took. */
  protected override applyView(session: SessionView): void {
    // Until admission the clerk looks at the waiting list; the session becomes theirs with it.
    if (session.state === 'waiting') return;
    const mine = session.participants.some(({ id }) => id === this.place?.participantId);
    if (mine || this.session !== null) super.applyView(session);
    else if (session.id === this.place?.sessionId) this.drop();
  }

  protected override welcomed({ person }: Welcome): void {
    // The server tells a new line what is asked as soon as it watches.
    this.offers.replace([]);
    if (!isAtWork(person)) return;
    if (this.#watching) this.watch().catch((error: unknown) => this.#fault(error));
    if (this.session === null && this.place !== null) void this.#prepareAgain(this.place.sessionId);
  }

  /** The reservation may have gone with the connection. */
  async #prepareAgain(sessionId: SessionId): Promise<void> {
    const before = this.place;
    try {
      const { participantId } = await this.signaling.request('session.prepare', { sessionId });
      if (this.place !== before || this.session !== null) return;
      const place = this.sit(sessionId, participantId);
      if (place === before) place.handleReconnected();
      else this.useTracks({});
    } catch (error) {
      if (this.place === before && this.session === null) this.drop();
      this.#fault(error);
    }
  }

  #listed(waiting: readonly WaitingEntry[]): void {
    this.waiting.replace(waiting);
    const { place } = this;
    if (place === null || this.session !== null || this.#admitting) return;
    if (!waiting.some(({ session }) => session.id === place.sessionId)) this.drop();
  }

  async #goWith(method: 'session.complete' | 'session.depart', why: Departure): Promise<void> {
    const sessionId = this.#present();
    if (sessionId === null) return;
    await this.signaling.request(method, { sessionId });
    // The server's own word may have come first, or may have been lost with the line.
    this.departed(sessionId, why);
  }

  #present(): SessionId | null {
    return this.session?.id ?? null;
  }

  /** Asked anew after every wait: meanwhile the clerk may have been seated. */
  #seated(): boolean {
    return this.session !== null;
  }

  #fault(error: unknown): void {
    // A line that broke again is tried again with the next `hello`.
    if (error instanceof SignalingError && error.reason !== 'refused') return;
    this.emit('fault', { part: 'channel', error });
  }
}
