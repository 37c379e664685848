import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  product: 'Balcão Remoto',
  display: 'Aparência da tela',
  language: 'Idioma',
  'large-print': 'Letras grandes',
  'high-contrast': 'Mais contraste',
  yes: 'Sim',
  no: 'Não',
  ok: 'Entendi',
  back: 'Voltar',
  next: 'Continuar',
  close: 'Fechar',
  cancel: 'Cancelar',
  stop: 'Parar',
  retry: 'Tentar de novo',
  reconnecting: 'Reconectando. Aguarde como está, por favor.',
  'reconnecting.seconds': '{seconds} s',
  'self-view': 'Sua própria imagem',
  minutes: '{minutes} min',
  'page-of': 'Página {page} de {pages}',
  code: 'Código {code}',
};
