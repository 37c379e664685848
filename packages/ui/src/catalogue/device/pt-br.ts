import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  'kiosk.scanner-missing': 'O scanner não está conectado. Um atendente vai verificar. Aguarde, por favor.',
  'kiosk.scanner-busy': 'O scanner ainda está trabalhando. Aguarde um pouco, por favor.',
  'kiosk.scanner-jam': 'O papel ficou preso. Um atendente virá. Aguarde, por favor.',
  'kiosk.scanner-no-paper': 'O scanner não encontrou papel. Coloque o papel reto mais uma vez, por favor.',
  'kiosk.scanner-cover-open': 'A tampa do scanner está aberta. Feche-a e aguarde um momento.',
  'kiosk.scanner-failed': 'Não foi possível ler o papel. Vamos tentar de novo. Deixe o papel no lugar, por favor.',
  'kiosk.printer-missing': 'A impressora não está conectada. Um atendente vai verificar. Aguarde, por favor.',
  'kiosk.printer-busy': 'A impressora ainda está trabalhando. Aguarde um pouco, por favor.',
  'kiosk.printer-jam': 'O papel ficou preso na impressora. Um atendente virá. Aguarde, por favor.',
  'kiosk.printer-no-paper': 'Acabou o papel da impressora. A impressão continua quando o atendente colocar papel.',
  'kiosk.printer-cover-open': 'A tampa da impressora está aberta. Feche-a para continuar.',
  'kiosk.printer-no-ink': 'Acabou a tinta da impressora. Um atendente vai trocar. Aguarde, por favor.',
  'kiosk.printer-paused': 'A impressora está parada. Um atendente vai ligá-la de novo. Aguarde, por favor.',
  'kiosk.printer-failed': 'Não foi possível imprimir. Vamos tentar de novo. Aguarde, por favor.',
  'kiosk.document-missing': 'O documento para imprimir ainda não chegou. Será enviado de novo. Aguarde, por favor.',
  'kiosk.document-unreadable': 'O documento não chegou corretamente. Será enviado de novo. Aguarde, por favor.',
  'kiosk.tray-full': 'Não há mais espaço para documentos. O funcionário vai abrir espaço. Aguarde, por favor.',
  'kiosk.too-many-pages': 'São mais páginas do que se pode digitalizar de uma vez. O resto será digitalizado de novo.',
  'kiosk.stopped-at-booth': 'Parado. Quando quiser continuar, fale com o atendente.',
  'kiosk.cancelled': 'O atendente cancelou. Continue a conversa, por favor.',
  'kiosk.host-restarted': 'A máquina reiniciou. O atendente vai repetir. Aguarde, por favor.',
  'clerk.scanner-missing':
    'O scanner da cabine não foi encontrado. Peça ao ajudante para verificar a energia e o cabo.',
  'clerk.scanner-busy': 'O scanner da cabine está ocupado. Tente de novo quando terminar.',
  'clerk.scanner-jam': 'Papel preso no scanner da cabine. Peça ao ajudante para retirar e tente de novo.',
  'clerk.scanner-no-paper': 'Não há papel no scanner da cabine. Peça para colocar o papel e tente de novo.',
  'clerk.scanner-cover-open': 'A tampa do scanner da cabine está aberta. Peça para fechar e tente de novo.',
  'clerk.scanner-failed':
    'A cabine não conseguiu digitalizar. Tente de novo; se continuar, peça ao ajudante para verificar.',
  'clerk.printer-missing':
    'A impressora da cabine não foi encontrada. Peça ao ajudante para verificar a energia e o cabo.',
  'clerk.printer-busy': 'A impressora da cabine está ocupada. Tente de novo quando terminar.',
  'clerk.printer-jam': 'Papel preso na impressora da cabine. A impressão continua quando for retirado.',
  'clerk.printer-no-paper': 'A impressora da cabine está sem papel. A impressão continua quando for abastecida.',
  'clerk.printer-cover-open': 'A tampa da impressora da cabine está aberta. A impressão continua quando for fechada.',
  'clerk.printer-no-ink': 'A impressora da cabine está sem tinta. A impressão continua quando for trocada.',
  'clerk.printer-paused': 'A impressora da cabine está pausada. Peça ao ajudante para retomar.',
  'clerk.printer-failed':
    'A cabine não conseguiu imprimir. Tente de novo; se continuar, peça ao ajudante para verificar.',
  'clerk.document-missing': 'Nada foi impresso: o documento não chegou à cabine. Envie de novo.',
  'clerk.document-unreadable': 'Nada foi impresso: a cabine não consegue ler o documento. Refaça e envie de novo.',
  'clerk.tray-full':
    'Não há mais espaço para documentos, e nem tudo que foi digitalizado chegou. Retire o que não precisa e digitalize o resto de novo.',
  'clerk.too-many-pages': 'No máximo 200 páginas podem ser digitalizadas de uma vez. Digitalize o resto de novo.',
  'clerk.stopped-at-booth': 'Foi parado na cabine. Pergunte o motivo e repita se for preciso.',
  'clerk.cancelled': 'Cancelado.',
  'clerk.host-restarted':
    'O controle dos aparelhos da cabine reiniciou. A chamada continua. Verifique o que chegou e repita.',
  scanner: 'Scanner',
  printer: 'Impressora',
  'condition.ready': 'Pronto',
  'condition.busy': 'Em uso',
  'condition.attention': 'Precisa de atenção',
  'condition.missing': 'Não conectado',
};
