import { answerStill } from '@mado/e2ee';
import { CommandReceiver } from '../channel/command-receiver.ts';
import type { Say } from '../channel/session-channel.ts';
import type {
  BookingAnswer,
  BookingKey,
  CardOutcome,
  DeskId,
  ParticipantId,
  ProcedureId,
  SessionView,
} from '../wire/index.ts';
import type { NotificationOf } from '../wire/index.ts';
import type { SessionClientOptions } from './session-client.ts';
import { SessionClient } from './session-client.ts';

/** A small JPEG of whoever sits here now; null when there is no picture. */
export type TakeStill = () => Promise<Uint8Array | null>;

/** The kiosk's side: takes a number ticket, waits, talks, leaves. */
export class KioskClient extends SessionClient<CommandReceiver> {
  #takeStill: TakeStill = () => Promise.resolve(null);

  constructor(options: SessionClientOptions) {
    super(options);
    this.signaling.on('still.asked', (question) => {
      this.#still(question).catch((error: unknown) => this.emit('fault', { part: 'channel', error }));
    });
  }

  /** Where the stills come from that clerks ask for while somebody waits here. */
  showStills(take: TakeStill): void {
    this.#takeStill = take;
  }

  /**
   * Takes a number ticket at a desk and enters the waiting room. Fails with a `SignalingError`; `conflict` when this
   * kiosk has a session already.
   */
  async checkIn(deskId: DeskId, procedureId: ProcedureId | null, booking?: BookingKey): Promise<SessionView> {
    const key = { requestKey: crypto.randomUUID(), ...(booking === undefined ? {} : { booking }) };
    const request = { deskId, procedureId, ...key };
    const { session, participantId } = await this.signaling.request('session.checkIn', request);
    this.sit(session.id, participantId);
    this.applyView(session);
    return session;
  }

  /** What a booking is for, or why it does not open. Takes no ticket. */
  async lookAtBooking(key: BookingKey): Promise<BookingAnswer> {
    return this.signaling.request('booking.look', key);
  }

  /** Puts into the audit log how the reading of a card ended. Fails with a `SignalingError`: then what was read may not be handed over. */
  async noteCardRead(readId: string, outcome: CardOutcome): Promise<void> {
    const { place } = this;
    if (place === null) throw new Error('there is no session in which a card was read');
    await this.signaling.request('card.noteRead', { sessionId: place.sessionId, readId, outcome });
  }

  /** The citizen leaves, from the waiting room or the talk. */
  async leave(): Promise<void> {
    await this.end('left');
  }

  /** In the waiting room, and for nobody but a clerk's device of the city. Whoever does not get one gets no answer. */
  async #still({ sessionId, questionId, asked }: NotificationOf<'still.asked'>): Promise<void> {
    const { place } = this;
    const waits = () => this.session?.id === sessionId && this.session.state === 'waiting';
    if (place?.sessionId !== sessionId || !waits()) return;
    const [speaker, picture] = await Promise.all([place.seal.speaker(), this.#takeStill()]);
    if (speaker === null || picture === null || !waits()) return;
    const said = await answerStill(asked, picture, speaker);
    if (!said.ok) {
      place.seal.report({ part: 'still', cause: said.fault });
      return;
    }
    const { by, value } = said.value;
    this.emit('looked', { by: by.name });
    await this.signaling.request('still.answer', { sessionId, questionId, answer: value });
  }

  protected override readonly founder = true;

  protected override makeCommands(self: ParticipantId, say: Say): CommandReceiver {
    return new CommandReceiver(self, say);
  }

  protected override applyView(session: SessionView): void {
    this.place?.commands.setInCharge(session.course.inCharge);
    super.applyView(session);
  }

  protected override welcomed(): void {
    // All that a kiosk takes up after `hello` is its session.
  }
}
