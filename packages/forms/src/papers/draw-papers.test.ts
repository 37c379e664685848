import { beforeAll, describe, expect, it } from '@jest/globals';
import decodeQR from 'qr/decode.js';
import { bundledMincho, type Fonts, loadFonts, systemIpamjMincho } from '../index.ts';
import { Paper, type Picture, textOf } from '../testing/paper.ts';
import { faultsAgainstPdfA } from '../testing/pdf-a.ts';
import type { DepositReceipt, Guide } from './content.ts';
import { drawDepositReceipt, drawGuide, drawMemo, drawTicket } from './draw-papers.ts';

const issuer = { city: '窓野市', department: '市民登録課 おくやみ窓口', date: '令和8年11月23日' };
const ticket = 'T7K2-93QX-0451';
const guide: Guide = {
  ...issuer,
  procedure: '葛󠄀城　𠮷太郎さんのお手続き',
  steps: [
    {
      what: '葬祭費の支給申請',
      where: '健康保険課 給付係（本庁1階3番）',
      until: '令和10年11月5日',
      papers: ['会葬礼状', '通帳'],
    },
    { what: '相続人代表者の指定', where: '市民税課 諸税係（本庁2階7番）', remark: '髙橋﨑さんが代表者になります。' },
  ],
  contact: '019-000-0000（平日9時から17時）',
  ticket,
};
const receipt: DepositReceipt = {
  ...issuer,
  holder: '髙橋﨑　辻󠄀子',
  items: [
    { name: '年金証書', count: '1' },
    { name: '戸籍全部事項証明書', count: '2通', remark: '写しをとった後に返却' },
  ],
  reason: '内容を確かめるため',
  returned: '令和8年11月30日までに郵送で',
  contact: '019-000-0000',
  ticket,
};
const everywhere = { x: 0, y: 0, width: 600, height: 850 };

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
});

/** What a reader of QR codes makes of a printed page. */
function scanned({ width, height, pixels }: Picture): string {
  const data = new Uint8Array(width * height * 4);
  pixels.forEach((grey, index) => data.fill(grey, index * 4, index * 4 + 3).fill(255, index * 4 + 3, index * 4 + 4));
  return decodeQR({ width, height, data });
}

async function read(pdf: Uint8Array): Promise<{ text: string; pages: number; picture: Picture }> {
  await using paper = await Paper.of(pdf);
  expect(await paper.check()).toContain('No syntax or stream encoding errors');
  for (const font of await paper.fonts()) expect(font).toMatch(/ yes yes yes /);
  expect(await faultsAgainstPdfA(pdf)).toEqual([]);
  const words = await paper.words();
  const pages = 1 + Math.max(...words.map(({ page }) => page));
  const texts = Array.from({ length: pages }, (_, page) => textOf(words, page, everywhere));
  return { text: texts.join(''), pages, picture: await paper.picture(150) };
}

describe('papers without a template', () => {
  it('guide through a procedure step by step, rare characters and all', async () => {
    const { pdf, notes } = await drawGuide(guide, fonts);
    expect(notes).toEqual([]);
    const { text, pages, picture } = await read(pdf);
    expect(pages).toBe(1);
    for (const words of [
      '手続案内書',
      '葛󠄀城𠮷太郎さんのお手続き',
      '1葬祭費の支給申請',
      '場所健康保険課給付係（本庁1階3番）',
      '・会葬礼状・通帳',
      '髙橋﨑さん',
      '019-000-0000',
    ])
      expect(text).toContain(words);
    expect(scanned(picture)).toBe(ticket);
    const again = await drawGuide(guide, fonts);
    expect(Buffer.compare(pdf, again.pdf)).toBe(0);
  });

  it('go on on further pages, each step whole and every page numbered', async () => {
    const steps = Array.from({ length: 20 }, (_, n) => ({ ...guide.steps[0]!, what: `手続${n + 1}番` }));
    const { text, pages } = await read((await drawGuide({ ...guide, steps }, fonts)).pdf);
    expect(pages).toBeGreaterThan(2);
    for (let n = 1; n <= 20; n++) expect(text).toContain(`${n}手続${n}番場所`);
    expect(text).toContain(`${pages}/${pages}`);
  });

  it('hand out a number to wait with, whose code holds the ticket and nothing else', async () => {
    const content = { ...issuer, desk: 'おくやみ窓口', number: 'A12', time: '10時05分受付', ticket };
    const { text, picture } = await read((await drawTicket(content, fonts)).pdf);
    for (const words of ['受付票', 'おくやみ窓口', 'A12', '10時05分受付', ticket]) expect(text).toContain(words);
    expect(scanned(picture)).toBe(ticket);
    await expect(drawTicket({ ...content, ticket: '髙橋' }, fonts)).rejects.toThrow();
    await expect(drawTicket({ ...content, number: '窓' }, fonts)).rejects.toThrow();
  });

  it('write down a long memo over several pages, line breaks kept', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `${n + 1}行目の言葉です。`);
    const { text, pages } = await read(
      (await drawMemo({ ...issuer, text: lines.join('\n'), contact: '窓口' }, fonts)).pdf,
    );
    expect(pages).toBe(2);
    expect(text.replace('1/2', '')).toContain(lines.join(''));
  });

  it('say what the office keeps, one row a thing', async () => {
    const { pdf, notes } = await drawDepositReceipt(receipt, fonts);
    expect(notes).toEqual([]);
    const { text, picture } = await read(pdf);
    for (const words of [
      '預り証',
      '髙橋﨑辻󠄀子様',
      '年金証書1',
      '戸籍全部事項証明書2通',
      '写しをとった後に返却',
      '令和8年11月30日までに郵送で',
    ])
      expect(text).toContain(words);
    expect(scanned(picture)).toBe(ticket);
  });

  it('note what no font has, by the part that it stands in', async () => {
    const { notes } = await drawMemo({ ...issuer, text: '\u{10ffff}', contact: '窓口' }, fonts);
    expect(notes).toEqual([{ field: 'text', severity: 'warning', code: 'no-glyph', detail: '\u{10ffff}' }]);
  });
});
