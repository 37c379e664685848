import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  'checking-papers': 'I am checking your papers now. One moment, please.',
  'asking-colleague': 'I am asking a colleague. One moment, please.',
  'one-moment': 'One moment, please.',
  'please-show-paper': 'Please show the paper to the camera.',
  'please-place-paper': 'Please place the paper on the scanner.',
  'please-sign': 'Please sign your name on the printed paper.',
  'please-speak': 'Please go ahead and speak.',
  printing: 'I am printing now. One moment, please.',
  'thank-you': 'Thank you very much.',
};
