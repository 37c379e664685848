import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  'hard-to-see': 'Hard to see',
  'hard-to-hear': 'Hard to hear',
  slower: 'Slower',
  again: 'Say again',
  wait: 'Wait',
  'call-supporter': 'Call staff',
};
