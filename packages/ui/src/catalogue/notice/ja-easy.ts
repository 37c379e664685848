import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  'checking-papers': 'いま しょるいを みて います。すこし まって ください。',
  'asking-colleague': 'ほかの ひとに きいて います。すこし まって ください。',
  'one-moment': 'すこし まって ください。',
  'please-show-paper': 'しょるいを カメラに みせて ください。',
  'please-place-paper': 'しょるいを スキャナーに おいて ください。',
  'please-sign': 'いんさつした かみに、なまえを かいて ください。',
  'please-speak': 'どうぞ、はなして ください。',
  printing: 'いま いんさつ して います。すこし まって ください。',
  'thank-you': 'ありがとう ございました。',
};
