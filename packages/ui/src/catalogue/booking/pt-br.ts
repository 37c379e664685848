import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  booked: 'Reservado',
  have: 'Tenho número de reserva',
  'number.title': 'Digite o número da reserva',
  'number.label': 'Número da reserva (8 dígitos)',
  'pin.title': 'Digite a senha da reserva',
  'pin.label': 'Senha (4 dígitos)',
  where: 'Está no aviso da sua reserva.',
  erase: 'Apagar um',
  asking: 'Verificando',
  digits: '{count} dígitos até agora',
  wrong: 'Os números não conferem. Veja o aviso e digite mais uma vez, devagar.',
  wait: 'Não conferiu algumas vezes; há uma pequena pausa. Tente de novo em {seconds} s.',
  locked: 'Este número não pode ser usado agora. Toque em “Chamar ajuda”; ele ajuda você.',
  'other-day': 'Esta reserva é para {day}/{month}. Para hoje, toque em “Continuar sem reserva”.',
  'in-use': 'Esta reserva está em uso em outra cabine. Toque em “Chamar ajuda”.',
  elsewhere: 'Esse balcão não é atendido nesta cabine. Toque em “Chamar ajuda”.',
  'no-answer': 'Não houve resposta. Tente novamente.',
  'walk-in': 'Continuar sem reserva',
};
