import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  product: 'リモートまどぐち',
  display: 'がめんの みえかた',
  language: 'ことば',
  'large-print': 'おおきな もじ',
  'high-contrast': 'くっきり',
  yes: 'はい',
  no: 'いいえ',
  ok: 'わかりました',
  back: 'もどる',
  next: 'つぎへ',
  close: 'とじる',
  cancel: 'やめる',
  stop: 'とめる',
  retry: 'もういちど ためす',
  reconnecting: 'もういちど つないで います。そのまま まって ください。',
  'reconnecting.seconds': '{seconds} びょう',
  'self-view': 'じぶんの えいぞう',
  minutes: '{minutes}ふん',
  'page-of': '{page} / {pages} ページ',
  code: 'ばんごう {code}',
};
