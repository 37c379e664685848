import { en } from './en.ts';
import { ja } from './ja.ts';
import { jaEasy } from './ja-easy.ts';
import { ptBR } from './pt-br.ts';

export const annotation = { ja, 'ja-easy': jaEasy, en, 'pt-BR': ptBR };
