import { bundledMincho, drawMemo, loadFonts } from '@mado/forms';

/** What a letter says of the person at the counter, whose letters are recognised in a session. All of it is typed there as well. */
export const LETTER = [
  ['氏名', '窓野　花子'],
  ['生年月日', '昭和45年11月3日'],
  ['郵便番号', '〒020-8531'],
  ['住所', '窓野市中央通三丁目10番5号'],
  ['電話番号', '019-000-0000'],
] as const;

/** A printed letter as a PDF of one page. Everything on it is invented. */
export async function drawSampleLetter(): Promise<Uint8Array> {
  const fonts = await loadFonts({ main: bundledMincho(), fallbacks: [] });
  const { pdf } = await drawMemo(
    {
      city: '窓野市',
      department: '市民登録課',
      date: '令和8年11月1日',
      text: LETTER.map(([label, value]) => `${label}\u3000\u3000${value}`).join('\n'),
      contact: '窓野市役所',
    },
    fonts,
  );
  return pdf;
}
