import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  title: 'かんり',
  back: 'まどぐちに もどる',
  'back.waiting': 'まどぐちに もどる（まって いる ひと {count}にん）',
  nothing: 'ここで できる ことは ありません',
};
