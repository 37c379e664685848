import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  title: 'Administration',
  back: 'Back to the desk',
  'back.waiting': 'Back to the desk ({count} waiting)',
  nothing: 'There is nothing here for you',
};
