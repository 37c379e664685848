import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  heading: 'Papéis de orientação e recepção',
  guide: 'O que fazer, onde e o que levar, passo a passo',
  ticket: 'O número em algarismos grandes',
  memo: 'O que foi dito, por escrito',
  receipt: 'O que o setor guarda por um tempo',
  known: 'Deste atendimento',
  'no-steps':
    'A configuração da cidade não tem passos para este procedimento. O que escrever em 手順, um passo por linha, aparece no papel.',
};
