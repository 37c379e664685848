import type { Tongue } from '@mado/signaling/wire';
import type { Arrival } from './provider.ts';

type Turned = Extract<Arrival, { kind: 'turned-away' }>['because'];
interface Words {
  readonly lang: string;
  readonly title: string;
  /** Above the number. */
  readonly number: string;
  readonly warning: string;
  readonly turned: Readonly<Record<Turned, string>>;
}

/** What the browser says that came back from the provider: the clerk app says the rest. */
export const providerWords: Readonly<Record<Tongue, Words>> = {
  ja: {
    lang: 'ja',
    title: '職員のログイン',
    number: 'この数字を、職員側端末の画面に入れてください。',
    warning:
      '自分でログインを始めた端末にだけ入れてください。だれかに聞かれても教えないでください。入れたら、この画面は閉じて大丈夫です。',
    turned: {
      stale: 'このログインは、すでに使われたか、時間が過ぎています。職員側端末で、はじめからやり直してください。',
      denied: '市の認証で、ログインが取りやめられました。職員側端末で、もう一度お試しください。',
      unknown: 'この職員は、窓口のシステムに登録されていません。情報担当の職員に登録を頼んでください。',
      disabled: 'この職員の使用は止められています。情報担当の職員に聞いてください。',
      'other-person': '画面をロックした人ではありません。ロックした本人がログインしてください。',
      'other-desk': 'いまの通話の窓口を担当していないため、ログインできません。',
      expired: '市の認証の返事が古すぎます。サーバーの時計を、情報担当の職員に確かめてもらってください。',
      unproven: '市の認証の返事を確かめられませんでした。情報担当の職員に知らせてください。',
      unreachable: '市の認証から返事がありません。しばらくして、もう一度お試しください。',
    },
  },
  'ja-easy': {
    lang: 'ja',
    title: 'しょくいんの ログイン',
    number: 'この すうじを、まどぐちの がめんに いれて ください。',
    warning: 'じぶんが はじめた がめんだけに いれて ください。ほかの ひとに おしえないで ください。',
    turned: {
      stale: 'この ログインは もう つかえません。はじめから して ください。',
      denied: 'ログインを やめました。もう いちど して ください。',
      unknown: 'あなたは まだ とうろくされて いません。ＩＴの しょくいんに いって ください。',
      disabled: 'あなたは いま つかえません。ＩＴの しょくいんに きいて ください。',
      'other-person': 'がめんを ロックした ひとでは ありません。',
      'other-desk': 'いまの まどぐちの ひとでは ないので、ログインできません。',
      expired: 'へんじが ふるいです。ＩＴの しょくいんに とけいを みて もらって ください。',
      unproven: 'へんじが ただしいか わかりません。ＩＴの しょくいんに いって ください。',
      unreachable: 'へんじが ありません。すこし まって、もう いちど して ください。',
    },
  },
  en: {
    lang: 'en',
    title: 'Clerk log-in',
    number: 'Type this number on the screen of the clerk app.',
    warning:
      'Only on the device where you began to log in yourself. Tell it to nobody who asks. Then you can close this page.',
    turned: {
      stale: 'This log-in was used before or is too old. Please start again in the clerk app.',
      denied: 'The log-in was called off at the city’s sign-in. Please try again in the clerk app.',
      unknown: 'You are not registered at the counter system. Please ask the IT staff to register you.',
      disabled: 'Your use has been stopped. Please ask the IT staff.',
      'other-person': 'You are not the person who locked the screen. They have to log in themselves.',
      'other-desk': 'You do not serve the desk of the call that is going on there.',
      expired: 'The answer of the city’s sign-in is too old. Please ask the IT staff to check the server’s clock.',
      unproven: 'The answer of the city’s sign-in could not be proven. Please tell the IT staff.',
      unreachable: 'The city’s sign-in does not answer. Please try again in a while.',
    },
  },
  'pt-BR': {
    lang: 'pt-BR',
    title: 'Acesso do atendente',
    number: 'Digite este número na tela do aplicativo do atendente.',
    warning:
      'Somente no aparelho em que você mesmo começou a entrar. Não diga a ninguém que perguntar. Depois pode fechar esta página.',
    turned: {
      stale: 'Este acesso já foi usado ou está velho demais. Comece de novo no aplicativo do atendente.',
      denied: 'O acesso foi cancelado no login da cidade. Tente de novo no aplicativo.',
      unknown: 'Você não está cadastrado no sistema do balcão. Peça o cadastro à informática.',
      disabled: 'Seu uso foi suspenso. Pergunte à informática.',
      'other-person': 'Você não é quem bloqueou a tela. Essa pessoa precisa entrar.',
      'other-desk': 'Você não atende o balcão da chamada em curso.',
      expired:
        'A resposta do login da cidade está velha demais. Peça à informática para conferir o relógio do servidor.',
      unproven: 'A resposta do login da cidade não pôde ser comprovada. Avise a informática.',
      unreachable: 'O login da cidade não responde. Tente de novo daqui a pouco.',
    },
  },
};
