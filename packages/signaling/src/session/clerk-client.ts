import { CommandSender } from '../channel/command-sender.ts';
import type { Say } from '../channel/session-channel.ts';
import { SignalingError, isRefusal } from '../client/signaling-error.ts';
import { Store } from '../core/index.ts';
import type { ParticipantId, SessionId, SessionView, WaitingEntry } from '../wire/index.ts';
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

/** The clerk's side: watches the waiting room, looks at a session, lets the citizen in, ends. */
export class ClerkClient extends SessionClient<CommandSender> {
  readonly waiting = new WaitingList();
  #watching = false;
  #admitting = false;

  constructor(options: SessionClientOptions) {
    super(options);
    this.signaling.on('desk.waiting', ({ waiting }) => this.#listed(waiting));
  }

  /** Begins to receive the waiting list, and goes on after every reconnection. */
  async watch(): Promise<void> {
    this.#watching = true;
    const { waiting } = await this.signaling.request('desk.watch', {});
    this.#listed(waiting);
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

  protected override welcomed(): void {
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
