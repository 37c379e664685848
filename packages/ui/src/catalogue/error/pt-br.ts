import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  malformed: 'Algo se perdeu no caminho. Tente de novo, por favor.',
  oversized: 'O documento é grande demais. Divida-o, por favor.',
  'unknown-method': 'Este aparelho parece desatualizado. Peça a atualização a um atendente.',
  'out-of-order': 'Isto não é possível agora. Espere um pouco e tente de novo.',
  'protocol-version': 'O aparelho e o servidor têm versões diferentes. A equipe técnica precisa atualizar.',
  unauthenticated: 'Este aparelho não consegue provar quem é. A equipe técnica precisa registrá-lo de novo.',
  'not-enrolled': 'Este aparelho ainda não está registrado na prefeitura. A equipe técnica precisa registrá-lo.',
  'certificate-revoked':
    'O registro deste aparelho foi cancelado. Equipe técnica: verifique o motivo e registre-o de novo se ele puder continuar em uso.',
  'certificate-expired':
    'O registro deste aparelho venceu. Equipe técnica: renove com mado-ca renew e envie o resultado ao servidor.',
  'wrong-clock':
    'O relógio deste aparelho difere do servidor em mais de cinco minutos. A equipe técnica precisa acertar data e hora.',
  forbidden: 'Este aparelho não pode fazer isso.',
  'not-found': 'Esse atendimento já terminou.',
  conflict: 'Outro atendente foi mais rápido.',
  limited: 'Está movimentado. Espere um pouco e tente de novo.',
  'media-unavailable': 'Imagem e som estão sendo reconectados. Aguarde, por favor.',
  'shutting-down': 'O servidor está reiniciando. Aguarde, por favor.',
  internal: 'Não deu certo. Tente de novo, por favor.',
  timeout: 'Não há resposta. A conexão está sendo verificada.',
};
