import type { BookingKey, KioskClient } from '@mado/signaling';
import { troubleOf } from '../state/booking.ts';
import type { KioskEvent } from '../state/kiosk-event.ts';

/** Asks the server what a booking is for. Fails with a `SignalingError`. */
export async function lookAtBooking(client: KioskClient, booking: BookingKey): Promise<KioskEvent> {
  const answer = await client.lookAtBooking(booking);
  if (answer.result !== 'open')
    return { type: 'booking-trouble', trouble: troubleOf(answer, client.serverNow() - Date.now()) };
  const { deskId, procedureId } = answer;
  return { type: 'booking-opened', choice: { deskId, procedureId, booking } };
}
