import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  malformed: 'Something got lost on the way. Please try again.',
  oversized: 'The document is too large. Please split it.',
  'unknown-method': 'This device seems out of date. Please ask staff to update it.',
  'out-of-order': 'This is not possible just now. Please wait a little and try again.',
  'protocol-version': 'This device and the server are of different versions. IT staff need to update it.',
  unauthenticated: 'This device cannot prove who it is. IT staff need to enrol it again.',
  'not-enrolled': 'This device is not enrolled with the city yet. IT staff need to enrol it.',
  'certificate-revoked':
    'This device’s enrolment was taken back. IT staff: find out why, and enrol it again if it may go on being used.',
  'certificate-expired':
    'This device’s enrolment has run out. IT staff: renew it with mado-ca renew and upload the result to the server.',
  'wrong-clock':
    'This device’s clock differs from the server’s by more than five minutes. IT staff need to set its date and time.',
  forbidden: 'This device may not do that.',
  'not-found': 'That session is already over.',
  conflict: 'A colleague was first.',
  limited: 'It is busy. Please wait a little and try again.',
  'media-unavailable': 'Picture and sound are being reconnected. Please wait.',
  'shutting-down': 'The server is starting again. Please wait.',
  internal: 'That did not work. Please try again.',
  timeout: 'There is no answer. The line is being checked.',
};
