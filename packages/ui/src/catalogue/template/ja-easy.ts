import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  'missing-file': 'かみの ファイルが ありません。',
  malformed: 'かみの きまりを よめません。もういちど ほぞんして ください。',
  'pdf-changed': 'まえと ちがう PDFです。まえの PDFを つかうか、かく ばしょを きめなおして ください。',
  'pdf-unreadable': 'この PDFは ひらけません。もういちど PDFを つくって ください。',
  'pdf-encrypted': 'この PDFには パスワードが あります。パスワードの ない PDFを つかって ください。',
  'pdf-too-long': 'この PDFは おおきすぎます。20ページ、10MBまでに して ください。',
  'pdf-bomb': 'この PDFは ひらくと おおきく なりすぎます。もういちど PDFを つくって ください。',
  'pdf-active':
    'この PDFには うごく ものや ほかの ファイルが はいって います。「PDFに いんさつ」で つくりなおして ください。',
  'page-turned': 'ページの むきが ちがいます。ただしい むきで ほぞんして ください。',
  'page-missing': 'かく ばしょの ページが PDFに ありません。',
  'box-outside-page': 'かく ばしょが ページの そとに あります。なかに いれて ください。',
  'unknown-common-field': 'しらない こうもくが あります。こうもくを えらびなおして ください。',
  'wrong-type': 'かく ばしょと こうもくの しゅるいが あいません。えらびなおして ください。',
  'bad-expression': 'いんさつの しきが まちがって います。',
  'unknown-choice': 'しらない こたえが あります。こたえを えらびなおして ください。',
  'duplicate-template': 'おなじ なまえの かみが あります。べつの なまえに して ください。',
};
