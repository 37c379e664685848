import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  malformed: 'うまく いきませんでした。もういちど ためして ください。',
  oversized: 'しょるいが おおきすぎます。わけて ください。',
  'unknown-method': 'この きかいは ふるいです。かかりの ひとに いって ください。',
  'out-of-order': 'いまは できません。すこし まって、もういちど ためして ください。',
  'protocol-version': 'きかいの プログラムが ふるいです。かかりの ひとが なおします。',
  unauthenticated: 'この きかいの しるしが ちがいます。かかりの ひとが もういちど とうろく します。',
  'not-enrolled': 'この きかいは まだ とうろく されて いません。かかりの ひとが とうろく すると つかえます。',
  'certificate-revoked':
    'この きかいの とうろくは とりけされました。かかりの ひとが わけを たしかめて、もういちど とうろく します。',
  'certificate-expired': 'この きかいの とうろくは きげんが きれました。かかりの ひとが あたらしく します。',
  'wrong-clock': 'この きかいの とけいが あって いません。かかりの ひとが とけいを なおします。',
  forbidden: 'この きかいでは できません。',
  'not-found': 'その そうだんは おわりました。',
  conflict: 'ほかの ひとが さきに うけつけました。',
  limited: 'いま こんで います。すこし まって ください。',
  'media-unavailable': 'えいぞうと こえを つないで います。まって ください。',
  'shutting-down': 'サーバーが もういちど うごいて います。まって ください。',
  internal: 'うまく いきませんでした。もういちど ためして ください。',
  timeout: 'へんじが きません。つながりを みて います。',
};
