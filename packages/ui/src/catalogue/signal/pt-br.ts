import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  'hard-to-see': 'Não vejo bem',
  'hard-to-hear': 'Não ouço bem',
  slower: 'Mais devagar',
  again: 'Repita',
  wait: 'Espere',
  'call-supporter': 'Chamar ajuda',
};
