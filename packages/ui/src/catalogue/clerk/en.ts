import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const en: Translation<typeof ja> = {
  title: 'Clerk',
};
