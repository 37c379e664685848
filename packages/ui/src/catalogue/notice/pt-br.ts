import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  'checking-papers': 'Estou conferindo seus documentos. Um momento, por favor.',
  'asking-colleague': 'Estou consultando um colega. Um momento, por favor.',
  'one-moment': 'Um momento, por favor.',
  'please-show-paper': 'Mostre o documento para a câmera, por favor.',
  'please-place-paper': 'Coloque o documento no scanner, por favor.',
  'please-sign': 'Assine seu nome na folha impressa, por favor.',
  'please-speak': 'Pode falar, por favor.',
  printing: 'Estou imprimindo agora. Um momento, por favor.',
  'thank-you': 'Muito obrigado.',
};
