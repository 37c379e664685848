import type { Translation } from '../translation.ts';
import type { ja } from './ja.ts';

export const jaEasy: Translation<typeof ja> = {
  open: 'フォルダに 保存（ほぞん）',
  what: '次の 紙を、書いた とおりに 保存します。',
  where: '保存する ところ',
  stays:
    '相談が 終わって 情報が 消えた あとも、フォルダには 残ります。だれが、どの 相談で、どの 紙を 保存したかが 記録に 残ります（書いた ことは 残りません）。',
  start: '保存する',
  cancel: 'やめる',
  saving: '保存しています',
  saved: 'フォルダに 保存しました: {file}',
  'saved.several': '{count}つを フォルダに 保存しました: {file} など',
  again: 'もう一度 保存する',
  'folder-away': '保存していません。フォルダに つながりません。共有フォルダを 確かめて ください。',
  'folder-closed': '保存していません。この パソコンからは フォルダに 書けません。情報の 係に 言って ください。',
  'folder-full': '保存していません。フォルダが いっぱいです。',
  'folder-failed': '保存していません。フォルダに 書けませんでした。もう一度 して ください。',
  'not-recorded': '保存していません。記録に 書けませんでした。もう一度 して ください。',
  'not-filled': '保存していません。紙を 作れませんでした。もう一度 して ください。',
  unsure: '保存できたか わかりません。フォルダの 中を 見て ください。',
  'workbook.note': 'Excelの 紙です。「フォルダに 保存（ほぞん）」で ファイルに なります。印刷は しません。',
  'workbook.kind': 'Excel',
  'workbook.cut': '（大きいので、一部だけ 見えます）',
  'workbook.formula': 'Excelが 計算します',
};
