import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  heading: 'Guide and reception papers',
  guide: 'What to do, where, and what to bring, step by step',
  ticket: 'The number in large figures',
  memo: 'What was said, in writing',
  receipt: 'What the office keeps for a while',
  known: 'From this session',
  'no-steps':
    'The city’s configuration has no steps for this procedure. What you write under 手順, one step a line, appears on the paper.',
};
