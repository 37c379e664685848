import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  title: 'Administração',
  back: 'Voltar ao balcão',
  'back.waiting': 'Voltar ao balcão ({count} na espera)',
  nothing: 'Não há nada aqui para você',
};
