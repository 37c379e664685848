import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  open: 'Salvar na pasta do setor',
  what: 'Estes formulários serão salvos como estão preenchidos agora.',
  where: 'Onde',
  stays:
    'Eles ficam na pasta mesmo depois que os dados deste atendimento forem apagados. O registro de auditoria guarda quem salvou quais formulários de qual atendimento (não o conteúdo).',
  start: 'Salvar',
  cancel: 'Cancelar',
  saving: 'Salvando',
  saved: 'Salvo na pasta do setor: {file}',
  'saved.several': '{count} salvos na pasta do setor: {file} e outros',
  again: 'Salvar de novo',
  'folder-away': 'Nada foi salvo. A pasta do setor não responde. Verifique a conexão com o compartilhamento.',
  'folder-closed':
    'Nada foi salvo. Este computador não pode gravar na pasta do setor. Fale com a equipe de informática.',
  'folder-full': 'Nada foi salvo. Não há espaço suficiente na pasta do setor.',
  'folder-failed': 'Nada foi salvo. Não foi possível gravar na pasta do setor. Tente de novo.',
  'not-recorded':
    'Nada foi salvo. Não foi possível gravar no registro de auditoria. Verifique a conexão e tente de novo.',
  'not-filled': 'Nada foi salvo. Não foi possível fazer os formulários. Tente de novo.',
  unsure: 'Não se sabe se o salvamento terminou. Veja na pasta do setor.',
};
