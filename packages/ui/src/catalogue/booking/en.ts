import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  booked: 'Booked',
  have: 'I have a booking number',
  'number.title': 'Press your booking number',
  'number.label': 'Booking number (8 digits)',
  'pin.title': 'Press your PIN',
  'pin.label': 'PIN (4 digits)',
  where: 'It is on the notice of your booking.',
  erase: 'Erase one',
  asking: 'Checking',
  digits: '{count} digits so far',
  wrong: 'The numbers do not match. Please look at your notice and press them once more, slowly.',
  wait: 'They did not match several times, so there is a short pause. You can try again in {seconds} s.',
  locked: 'This booking number cannot be used now. Press “Call staff”; they help you check in.',
  'other-day': 'This booking is for {month}/{day} (month/day). To talk today, press “Check in without booking”.',
  'in-use': 'This booking is in use at another booth. Press “Call staff”.',
  elsewhere: 'That counter is not offered at this booth. Press “Call staff”.',
  'no-answer': 'No answer came. Please try again.',
  'walk-in': 'Check in without booking',
};
