import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const ptBR: Translation<typeof ja> = {
  'closed.title': 'Estamos preparando',
  'closed.body': 'Fale com um atendente, por favor.',
  'closed.interrupted':
    'Desculpe interromper: este aparelho não pode mais ser usado. Fale com um atendente. O que está na tela será apagado.',
  'closed.staff': 'Para a equipe',
  'closed.back': 'Fechar',
  'call-over': 'A chamada terminou. O que este aparelho tem dela está sendo apagado.',
  device: 'Aparelho',
  server: 'Servidor',
  again: 'Conectar de novo',
  'why.not-enrolled': 'Este aparelho ainda não está registrado',
  'why.other-city': 'Este aparelho está registrado em outra autoridade',
  'why.certificate-revoked': 'O registro deste aparelho foi revogado',
  'why.certificate-expired': 'O registro deste aparelho venceu',
  'why.wrong-clock': 'O relógio deste aparelho está errado',
  'why.unauthenticated': 'A prova deste aparelho não confere',
  'next.not-enrolled': 'Crie um código em Administração → Aparelhos, no aplicativo do atendente, e digite aqui.',
  'next.other-city':
    'Confira se o servidor abaixo é o da prefeitura. Se for, registre o aparelho de novo com um código de Administração → Aparelhos.',
  'next.certificate-revoked':
    'Pergunte por que foi revogado. Se puder ser usado, crie um novo código em Administração → Aparelhos e digite aqui.',
  'next.certificate-expired':
    'Prorrogue com “mado-ca renew” e carregue em Administração → Aparelhos: esta tela segue sozinha. Ou registre de novo com um código.',
  'next.wrong-clock': 'Acerte data, hora e fuso deste aparelho. Ele se conecta sozinho.',
  'next.unauthenticated':
    'Os dados de outro aparelho foram copiados ou a chave mudou. Registre de novo com um código de Administração → Aparelhos.',
  expiry: 'O registro deste aparelho termina em {date} (dias restantes: {days})',
  'expiry.last': 'O registro deste aparelho termina em {moment}',
  'expiry.tell':
    'Avise a equipe de informática. Até lá tudo funciona como sempre; depois o aparelho para até ser prorrogado.',
  'expiry.next':
    'A equipe de informática prorroga com “mado-ca renew” e carrega em Administração → Aparelhos, no aplicativo do atendente. Chega a este aparelho sozinho; aqui não é preciso fazer nada.',
  'expiry.put-off': 'Fechar por hoje',
  code: 'Código de registro',
  'code.hint': '12 letras e números, sem 0 O 1 I L U. Minúsculas valem, e os traços podem faltar.',
  'code.strange': 'Letras que nenhum código tem ficaram de fora (0 O 1 I L U e outras). Compare com a tela.',
  erase: 'Apagar um',
  send: 'Enviar',
  sending: 'Enviando',
  waiting: 'Aguardando o registro',
  'waiting.auto': 'Esta tela segue sozinha. O pedido fica guardado, mesmo com o aparelho desligado.',
  'waiting.device': 'Número deste aparelho',
  'waiting.device.next': 'Leia todos os números para quem aprova.',
  authority: 'Número da autoridade ({city})',
  'authority.compare': 'Todos os números são iguais aos do papel do operador (“mado-ca show”)?',
  'authority.same': 'Conferido: são iguais',
  'authority.known': 'Este aparelho já conhece esta autoridade',
  'authority.different':
    'Não continue. É outra autoridade. Confira o endereço do servidor e avise o operador da prefeitura. O aparelho ainda não recebeu nada.',
  same: 'São iguais',
  'same.after': 'Olhando de novo: são iguais',
  different: 'São diferentes',
  steps: 'O que o operador faz agora',
  'steps.1': 'Salvar o pedido em Administração → Aparelhos e levar ao computador da autoridade',
  'steps.2': 'Comparar o número e aprovar com “mado-ca approve”',
  'steps.3': 'Carregar o arquivo assinado em Administração → Aparelhos',
  done: 'Registrado',
  'done.next': 'Já vai começar.',
  'clock.device': 'Relógio deste aparelho',
  'clock.server': 'Relógio do servidor',
  'note.code': 'Este código não pode ser usado',
  'note.code.next':
    'Foi digitado errado, já foi usado ou venceu (cerca de 30 minutos). Compare com a tela; se estiver certo, crie outro.',
  'note.limited': 'No momento não se aceitam pedidos',
  'note.limited.next': 'Houve códigos errados demais ou pedidos demais esperando. Envie de novo em um minuto.',
  'note.old': 'Aparelho e servidor têm versões diferentes',
  'note.old.next': 'Atualize o aplicativo e o servidor para a mesma versão.',
  'note.no-answer': 'O servidor não responde',
  'note.no-answer.next': 'Confira o servidor e o registro dele. Esta tela continua tentando.',
  'note.untrusted': 'Este aparelho não confia no certificado do servidor',
  'note.untrusted.next':
    'Confira as datas e o nome do certificado. Se foi emitido pela prefeitura, instale o emissor no sistema deste aparelho.',
  'note.declined': 'O pedido foi recusado ou não está mais no servidor',
  'note.declined.next': 'Talvez os números não conferissem. Pergunte ao operador e envie de novo com outro código.',
  'note.device-id': 'O identificador deste aparelho não é válido',
  'note.device-id.next': 'Corrija deviceId no arquivo de configuração e reinicie o aplicativo.',
  'note.host': 'O processo interno do aparelho não responde',
  'note.host.next': 'Reinicie o aplicativo. Se continuar, veja o registro do aparelho.',
  'note.unreachable': 'Não há conexão com o servidor',
  'note.unreachable.no-name':
    'O nome do servidor não foi encontrado. Confira serverUrl no arquivo de configuração e a rede (DNS).',
  'note.unreachable.refused':
    'Não há servidor neste endereço. Confira se está ligado e a porta de serverUrl no arquivo de configuração.',
  'note.unreachable.silent': 'Confira o cabo, o Wi-Fi e os firewalls. Esta tela continua tentando.',
  'note.certificate': 'O certificado que chegou não pode ser aceito',
  'note.certificate.time': 'As datas não combinam com o relógio deste aparelho. Confira data e hora.',
  'note.certificate.revoked': 'Este certificado foi revogado. Registre de novo com outro código.',
  'note.certificate.key': 'Este certificado é de outro aparelho ou outra chave. Confira se aprovaram este número.',
  'note.certificate.other':
    'Não se comprova que é da autoridade da prefeitura ({fault}). Confira “authority” na configuração do servidor.',
  'trouble.key-sealed': 'A chave deste aparelho não abre',
  'trouble.key-sealed.next':
    'Só o mesmo usuário do mesmo computador a abre. Se o aplicativo roda com outro usuário ou o disco mudou de máquina, desfaça isso e toque em “Ler de novo”. Se não for possível, separe e registre de novo.',
  'trouble.key-damaged': 'O arquivo da chave está danificado',
  'trouble.key-damaged.next':
    'Se houver cópia, devolva-a à pasta abaixo e toque em “Ler de novo”. Se não houver, separe e registre de novo.',
  'trouble.key-open': 'Outros usuários podem ler a chave',
  'trouble.key-open.next':
    'Deixe só este usuário ler o arquivo e toque em “Ler de novo”. Se alguém pode tê-la copiado, separe e registre de novo.',
  'trouble.other-key': 'O registro é de outra chave',
  'trouble.other-key.next':
    'Parece que a pasta de outro aparelho foi copiada. Devolva a pasta deste aparelho, ou separe e registre de novo.',
  'trouble.enrolment-damaged': 'O registro deste aparelho está danificado',
  'trouble.enrolment-damaged.next':
    'Se houver cópia, devolva-a à pasta abaixo e toque em “Ler de novo”. Se não houver, separe e registre de novo. A chave fica.',
  'trouble.revocations-damaged': 'A lista de revogações está danificada',
  'trouble.revocations-damaged.next':
    'O aplicativo não começa, pois não reconheceria aparelhos revogados. Separe e registre de novo; o servidor envia a lista nova. A chave fica.',
  'trouble.jobs-damaged': 'A lista de trabalhos está danificada',
  'trouble.jobs-damaged.next': 'Separe-a e uma lista nova começa. O registro continua valendo.',
  'trouble.no-rights': 'O aplicativo não pode gravar na pasta',
  'trouble.no-rights.next':
    'Deixe o usuário do aplicativo ler e gravar na pasta abaixo. Depois, ele começa sozinho em até um minuto.',
  'trouble.disk-full': 'O disco está cheio',
  'trouble.disk-full.next': 'Apague o que não é necessário. Com espaço, o aplicativo começa sozinho em até um minuto.',
  'trouble.disk-failed': 'O disco não lê ou não grava',
  'trouble.disk-failed.next': 'Ele pode estar falhando. Verifique; se preciso, troque-o e registre o aparelho de novo.',
  'trouble.folder': 'Pasta',
  'trouble.again': 'Ler de novo',
  'trouble.restarting': 'Lendo de novo',
  'trouble.set-aside': 'Separar e recomeçar',
  'trouble.set-aside.do': 'Separar',
  'trouble.ask': 'Separar os arquivos atuais?',
  'trouble.ask.body':
    'Eles vão para uma pasta “set-aside…” no mesmo lugar; nada é apagado. Depois, digite aqui um novo código de registro. Peça à autoridade que revogue o certificado da chave anterior.',
  'trouble.ask.jobs': 'A lista danificada é apagada.',
  'trouble.not-set-aside': 'Não foi possível separar',
  'trouble.not-set-aside.next': 'Veja se a pasta aceita gravação e tem espaço, e toque de novo.',
};
