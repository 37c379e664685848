import { beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import {
  bundledMincho,
  type CityPapers,
  drawnTemplates,
  type DrawnTemplate,
  fieldsFor,
  fillSet,
  type Fonts,
  type FormSet,
  knownValues,
  loadCityPapers,
  loadFonts,
  loadFormSet,
  type Sitting,
  systemIpamjMincho,
} from '../index.ts';
import { Paper } from '../testing/paper.ts';
import { A4 } from './sheet-size.ts';
import { faultsAgainstPdfA } from '../testing/pdf-a.ts';

const cityDir = fileURLToPath(new URL('../../../../procedures/sample-city', import.meta.url));
const today = { year: 2026, month: 11, day: 23 };
const sitting: Sitting = {
  deskId: 'okuyami',
  desk: 'おくやみ窓口',
  department: '市民登録課',
  procedure: { id: 'okuyami', name: 'おくやみの手続' },
  ticket: 4,
  checkedIn: { hour: 10, minute: 5 },
};

let fonts: Fonts;
let forms: FormSet;
let city: CityPapers;
let papers: Record<string, DrawnTemplate>;
beforeAll(async () => {
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  forms = await loadFormSet(cityDir);
  city = await loadCityPapers(cityDir);
  papers = Object.fromEntries(drawnTemplates(city.city, forms.catalogue).map((paper) => [paper.map.id, paper]));
});

async function printed(id: string, values: Record<string, string>): Promise<string> {
  const { pdf } = await papers[id]!.fill(values, { fonts, today });
  await using paper = await Paper.of(pdf);
  return (await paper.text()).replaceAll(/\s/gu, '');
}

describe('papers without a template, filled like forms', () => {
  it('know desk, number, day and the steps of the procedure without a word typed', async () => {
    const values = knownValues(city, sitting, today);
    expect(values).toMatchObject({
      'paper.department': '市民登録課',
      'paper.date': '2026-11-23',
      'paper.ticketNumber': '4',
      'paper.ticketTime': '10時05分受付',
      'paper.ticket': '20261123-okuyami-004',
    });
    const guide = await printed('paper-guide', values);
    for (const words of ['窓野市', 'おくやみの手続', '3葬祭費の申請', '場所健康保険課（本庁1階3番）', '・喪主の通帳'])
      expect(guide).toContain(words);
    const ticket = await printed('paper-ticket', values);
    for (const words of ['おくやみ窓口', '10時05分受付', '令和8年11月23日', '20261123-okuyami-004'])
      expect(ticket).toContain(words);
  });

  it('say that a procedure has no steps, and print them once they are typed', async () => {
    const values = knownValues(city, { ...sitting, procedure: { id: 'other', name: 'ほかの手続' } }, today);
    expect(values).not.toHaveProperty('paper.guideSteps');
    const { notes, byHand } = await papers['paper-guide']!.fill(values, { fonts, today });
    expect(notes.map(({ field, code }) => [field, code])).toEqual([
      ['paper.guideSteps', 'empty'],
      ['paper.guideSteps', 'no-steps'],
    ]);
    expect(byHand).toEqual(['手順']);
    const typed = { ...values, 'paper.guideSteps': '書類の提出、、今月中、印鑑・通帳\n結果の受け取り' };
    const text = await printed('paper-guide', typed);
    expect(text).toContain('1書類の提出期限今月中お持ちいただくもの・印鑑・通帳');
    expect(text).toContain('2結果の受け取り');
    expect(text).not.toContain('場所');
  });

  it('take what is typed once for forms and papers alike, the papers’ own fields behind the city’s', async () => {
    const funeral = forms.templates.find(({ map }) => map.id === 'funeral-benefit')!;
    const both = [funeral, papers['paper-receipt']!];
    const keys = fieldsFor(both).map(({ key }) => key);
    expect(keys.filter((key) => key === 'applicant.name')).toHaveLength(1);
    expect(keys.slice(-6)).toEqual([
      ...['paper.receiptItems', 'paper.receiptReason', 'paper.receiptReturned'],
      ...['paper.department', 'paper.contact', 'paper.date'],
    ]);
    const values = { 'applicant.name': '髙橋﨑　辻󠄀子', 'paper.receiptItems': '年金証書、1\n戸籍、2通、写し' };
    const { pdf } = await fillSet(both, values, { fonts, today });
    expect(await faultsAgainstPdfA(pdf)).toEqual([]);
    await using paper = await Paper.of(pdf);
    const words = await paper.words();
    expect(new Set(words.map(({ page }) => page))).toEqual(new Set([0, 1]));
    const receipt = words.filter(({ page }) => page === 1).map(({ text }) => text);
    expect(receipt).toEqual(expect.arrayContaining(['年金証書', '2通', '写し']));
    expect(receipt.join('')).toContain('髙橋﨑　辻󠄀子　様');
  });

  it('print whatever is typed or note it by its field, empty papers too', async () => {
    const odd = ['', '、', '、、、、', '\n\n', '\u0000\u{10ffff}', '𠮷'.repeat(1000), '1、'.repeat(900)];
    for (const paper of Object.values(papers)) {
      for (const text of odd) {
        const values: Record<string, string> = { 'paper.ticket': text };
        for (const { key } of paper.needs) values[key] = text;
        const { pdf, notes } = await paper.fill(values, { fonts, today });
        expect(pdf.byteLength).toBeGreaterThan(500);
        const known = new Set(paper.needs.map(({ key }) => key));
        expect(notes.filter(({ field }) => !known.has(field))).toEqual([]);
      }
    }
  });

  it('say where each field stands, whether anything is typed or not, also on further pages', async () => {
    const long = {
      'paper.memo': Array.from({ length: 60 }, (_, n) => `${n}行`).join('\n'),
      'paper.contact': '電話 019',
    };
    for (const paper of Object.values(papers)) {
      const { fieldPlaces } = await paper.fill({ 'paper.contact': '電話 019' }, { fonts, today });
      expect(new Set(fieldPlaces.flatMap(({ keys }) => keys))).toEqual(new Set(paper.needs.map(({ key }) => key)));
      for (const { box } of fieldPlaces) {
        expect(Math.min(box.x, box.y, box.width, box.height)).toBeGreaterThan(0);
        expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThan(1);
      }
    }
    const { pdf, fieldPlaces } = await papers['paper-memo']!.fill(long, { fonts, today });
    const memo = fieldPlaces.filter(({ keys }) => keys.includes('paper.memo'));
    expect(memo.map(({ page }) => page)).toEqual([0, 1]);
    await using printed = await Paper.of(pdf);
    const lines = (await printed.words()).filter(({ text }) => text.endsWith('行'));
    expect(lines).toHaveLength(60);
    for (const {
      page,
      box: { y },
    } of lines) {
      const { box } = memo[page]!;
      expect(y / A4.height).toBeGreaterThan(box.y - 0.001);
      expect(y / A4.height).toBeLessThan(box.y + box.height);
    }
  });

  it('mark in the print what is left to the pen', async () => {
    const receipt = papers['paper-receipt']!;
    const values = { 'applicant.name': '髙橋', 'paper.receiptItems': '年金証書', 'paper.receiptReturned': '審査の後' };
    const ink = async (typed: Record<string, string>, markByHand: boolean): Promise<[number, readonly string[]]> => {
      const { pdf, places, byHand } = await receipt.fill(typed, { fonts, today, markByHand });
      await using paper = await Paper.of(pdf);
      expect(new Set(places.map(({ label }) => label))).toEqual(new Set(byHand));
      const picture = await paper.picture(75);
      return [picture.pixels.filter((tone) => tone < 200).length, byHand];
    };
    const seals = ['預かった職員の印', '返却を受けた日・署名'];
    const [plain] = await ink(values, false);
    const [marked, byHand] = await ink(values, true);
    expect(byHand).toEqual(seals);
    expect(marked).toBeGreaterThan(plain);
    const [empty, more] = await ink({}, true);
    expect(more).toEqual(['届出をする方の氏名', '預かるもの', 'お返しする時', ...seals]);
    const [bare] = await ink({}, false);
    expect(empty).toBeGreaterThan(bare);
  });

  it('cut a list that is too long, and say so', async () => {
    const steps = Array.from({ length: 101 }, (_, n) => `手${n}`).join('\n');
    const { notes } = await papers['paper-guide']!.fill({ 'paper.guideSteps': steps }, { fonts, today });
    expect(notes).toContainEqual({
      field: 'paper.guideSteps',
      severity: 'error',
      code: 'too-many-rows',
      detail: '100',
    });
  });
});
