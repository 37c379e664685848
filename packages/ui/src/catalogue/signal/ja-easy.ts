import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  'hard-to-see': 'みえにくい',
  'hard-to-hear': 'きこえにくい',
  slower: 'ゆっくり',
  again: 'もういちど',
  wait: 'まって',
  'call-supporter': 'かかりの ひとを よぶ',
};
