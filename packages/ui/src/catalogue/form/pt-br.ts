import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  title: 'Formulários',
};
