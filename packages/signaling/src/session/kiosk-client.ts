import { CommandReceiver } from '../channel/command-receiver.ts';
import type { Say } from '../channel/session-channel.ts';
import type { BookingAnswer, BookingKey, DeskId, ParticipantId, ProcedureId, SessionView } from '../wire/index.ts';
import { SessionClient } from './session-client.ts';

/** The kiosk's side: takes a number ticket, waits, talks, leaves. */
export class KioskClient extends SessionClient<CommandReceiver> {
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

  /** The citizen leaves, from the waiting room or the talk. */
  async leave(): Promise<void> {
    await this.end('left');
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
