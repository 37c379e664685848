import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  title: 'しょるいを つくる',
};
