import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  heading: 'おしらせ・うけつけの かみ',
  guide: 'することと、ばしょと、もちものを かく かみ',
  ticket: 'ばんごうを おおきく かく かみ',
  memo: 'はなした ことを かく かみ',
  receipt: 'あずかった ものを かく かみ',
  known: 'この そうだんの こと',
  'no-steps': 'この てつづきの あんないは、まだ ありません。「手順」に 1つずつ かくと、かみに でます。',
};
