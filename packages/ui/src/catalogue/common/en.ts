import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  product: 'Remote Counter',
  display: 'Display',
  language: 'Language',
  'large-print': 'Large text',
  'high-contrast': 'Clearer',
  yes: 'Yes',
  no: 'No',
  ok: 'OK',
  back: 'Back',
  next: 'Next',
  close: 'Close',
  cancel: 'Cancel',
  stop: 'Stop',
  retry: 'Try again',
  reconnecting: 'Reconnecting. Please stay as you are.',
  'reconnecting.seconds': '{seconds} s',
  'self-view': 'Your own picture',
  minutes: '{minutes} min',
  'page-of': 'Page {page} of {pages}',
  code: 'Code {code}',
};
