import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  'missing-file': 'Falta um arquivo do formulário.',
  malformed: 'Não é possível ler as configurações do formulário. Use configurações salvas novamente.',
  'pdf-changed': 'Este PDF não é aquele em que os campos foram marcados. Use o original ou marque os campos de novo.',
  'pdf-unreadable': 'Não é possível abrir este PDF. Gere-o de novo a partir do documento original.',
  'pdf-encrypted': 'Este PDF tem senha. Use um PDF sem senha.',
  'pdf-too-long': 'Este PDF é grande demais. O limite é de 20 páginas e 10 MB.',
  'pdf-bomb': 'Este PDF fica grande demais ao ser aberto. Gere-o de novo a partir do documento original.',
  'pdf-active':
    'Este PDF contém um script, um arquivo ou uma ação e não pode ser usado. Gere-o de novo com “Imprimir em PDF”.',
  'page-turned': 'Uma página está girada. Salve-a na posição correta.',
  'page-missing': 'A página de um campo não existe no PDF.',
  'box-outside-page': 'Um campo sai da página. Coloque-o dentro dela.',
  'unknown-common-field': 'Um campo usa um item comum que não existe. Escolha outro.',
  'wrong-type': 'O tipo do campo não combina com o item comum. Escolha outro.',
  'bad-expression': 'O conteúdo de um campo não está escrito corretamente.',
  'unknown-choice': 'Um campo usa uma opção que o item comum não tem. Escolha outra.',
  'duplicate-template': 'Já existe um formulário com este nome. Dê outro nome.',
};
