import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  malformed: 'Something got lost on the way. Please try again.',
  oversized: 'The document is too large. Please split it.',
  'unknown-method': 'This device seems out of date. Please ask staff to update it.',
  'out-of-order': 'This is not possible just now. Please wait a little and try again.',
  'protocol-version': 'This device and the server are of different versions. IT staff need to update it.',
  unauthenticated: 'This device is not registered. IT staff need to register it.',
  forbidden: 'This device may not do that.',
  'not-found': 'That session is already over.',
  conflict: 'A colleague was first.',
  limited: 'It is busy. Please wait a little and try again.',
  'media-unavailable': 'Picture and sound are being reconnected. Please wait.',
  'shutting-down': 'The server is starting again. Please wait.',
  internal: 'That did not work. Please try again.',
  timeout: 'There is no answer. The line is being checked.',
};
