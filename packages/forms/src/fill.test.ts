import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import {
  acroFields,
  bundledMincho,
  fieldsFor,
  fill,
  type Filled,
  type Fonts,
  type FormSet,
  loadFonts,
  loadFormSet,
  systemIpamjMincho,
  type Template,
} from './index.ts';
import type { Box } from './template/map.ts';
import { boxesOf } from './template/map.ts';
import { inkBetween, inkInside, inkOutside } from './testing/ink-on-page.ts';
import { Paper } from './testing/paper.ts';

const city = fileURLToPath(new URL('../../../procedures/sample-city', import.meta.url));
const today = { year: 2026, month: 11, day: 23 };
/** Invented people. */
const usual: Readonly<Record<string, string>> = {
  'deceased.name': '葛\u{E0100}城\u3000𠮷太郎',
  'deceased.nameKana': 'カツラギ\u3000ヨシタロウ',
  'deceased.postalCode': '020-8530',
  'deceased.address': '窓野市内丸一丁目2番3号',
  'deceased.birthDate': '1926-12-25',
  'deceased.deathDate': '2026-11-03',
  'insurance.kind': 'late-stage',
  'applicant.name': '髙橋﨑\u3000辻\u{E0100}子',
  'applicant.postalCode': '020-8531',
  'applicant.address':
    '窓野市中央通三丁目10番5号\u3000コーポ窓野レジデンス101号室\u3000髙橋﨑方\u3000第二サービス付き高齢者向け住宅気付',
  'applicant.phone': '090-1234-5678',
  'applicant.relation': '子',
  'funeral.date': '2026-11-05',
  'funeral.kind': 'cremation',
  'bank.institution': '窓野銀行',
  'bank.branch': '中央支店',
  'bank.accountKind': 'ordinary',
  'bank.accountNumber': '12345',
  'bank.accountHolder': 'タカハシザキ\u3000ツジコ',
  'application.date': '2026-11-23',
};

let fonts: Fonts;
let forms: FormSet;
let template: Template;

beforeAll(async () => {
  fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
  forms = await loadFormSet(city);
  template = forms.templates.find(({ map }) => map.id === 'funeral-benefit')!;
});

const filled = (values: Readonly<Record<string, string>>): Promise<Filled> => fill(template, values, { fonts, today });

function boxOf(id: string): Box {
  return boxesOf(template.map.fields.find((field) => field.id === id)!)[0]!;
}

async function printed(values: Readonly<Record<string, string>>, id: string): Promise<string> {
  const { pdf } = await filled(values);
  await using paper = await Paper.of(pdf);
  return await paper.textIn(boxOf(id));
}

describe('the funeral benefit form', () => {
  it('has its fallback font here', () => {
    expect(fonts.missing).toEqual([]);
  });

  it('asks for the common fields in the order of conversation', () => {
    const keys = fieldsFor([template]).map(({ key }) => key);
    expect(keys).toHaveLength(21);
    expect(keys).toEqual([...forms.catalogue.keys()].filter((key) => keys.includes(key)));
    expect(fieldsFor([template]).find(({ key }) => key === 'funeral.chiefMourner')?.required).toBe(false);
  });

  it('gives back every value from inside its own box', async () => {
    const { pdf, notes } = await filled(usual);
    expect(notes).toEqual([]);
    await using paper = await Paper.of(pdf);
    const expected: Readonly<Record<string, string>> = {
      'deceased-name': usual['deceased.name']!,
      'deceased-name-kana': usual['deceased.nameKana']!,
      'deceased-address': usual['deceased.address']!,
      'applicant-name': usual['applicant.name']!,
      'applicant-address': usual['applicant.address']!,
      'applicant-phone': usual['applicant.phone']!,
      'applicant-relation': usual['applicant.relation']!,
      'chief-mourner': usual['applicant.name']!,
      'bank-institution': usual['bank.institution']!,
      'bank-branch': usual['bank.branch']!,
      'bank-account-holder': usual['bank.accountHolder']!,
    };
    for (const [id, text] of Object.entries(expected)) expect([id, await paper.textIn(boxOf(id))]).toEqual([id, text]);
    const everywhere = await paper.text();
    for (const name of ['髙橋﨑', '葛\u{E0100}城', '𠮷太郎', '辻\u{E0100}子']) expect(everywhere).toContain(name);
  });

  it('puts one character into each cell', async () => {
    await using paper = await Paper.of((await filled(usual)).pdf);
    const field = template.map.fields.find(({ id }) => id === 'deceased-postal-code')!;
    const [left, right] = boxesOf(field) as [Box, Box];
    expect((await paper.textIn(left)).replaceAll(' ', '')).toBe('020');
    expect((await paper.textIn(right)).replaceAll(' ', '')).toBe('8530');
    const account = boxOf('bank-account-number');
    const cell = (n: number): Box => ({ ...account, x: account.x + (n * account.width) / 7, width: account.width / 7 });
    const cells = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((n) => paper.textIn(cell(n))));
    expect(cells).toEqual(['', '', '1', '2', '3', '4', '5']);
  });

  it('writes dates into the boxes of their era', async () => {
    const blank = await Paper.of(template.pdf);
    const { pdf } = await filled({
      ...usual,
      'deceased.birthDate': '昭和元年12月25日',
      'deceased.deathDate': '平成31年4月30日',
      'funeral.date': '2019-05-01',
    });
    await using paper = await Paper.of(pdf);
    const parts = async (id: string): Promise<string[]> => {
      const field = template.map.fields.find((one) => one.id === id)!;
      if (field.kind !== 'era-date') throw new Error('no date');
      return Promise.all([field.year, field.month, field.day].map((box) => paper.textIn(box)));
    };
    expect(await parts('deceased-birth-date')).toEqual(['元', '12', '25']);
    expect(await parts('deceased-death-date')).toEqual(['31', '4', '30']);
    expect(await parts('funeral-date')).toEqual(['元', '5', '1']);
    expect(await parts('application-date')).toEqual(['8', '11', '23']);
    const [before, after] = await Promise.all([blank.picture(100), paper.picture(100)]);
    const circled = (id: string): string[] => {
      const field = template.map.fields.find((one) => one.id === id)!;
      if (field.kind !== 'era-date' || field.era.kind !== 'circle') throw new Error('no circles');
      return Object.entries(field.era.marks)
        .filter(([, box]) => inkInside(inkBetween(before, after), box) > 40)
        .map(([era]) => era);
    };
    expect(circled('deceased-birth-date')).toEqual(['showa']);
    expect(circled('deceased-death-date')).toEqual(['heisei']);
    expect(circled('funeral-date')).toEqual(['reiwa']);
    await blank[Symbol.asyncDispose]();
  });

  it('puts no ink outside the fields, also with the longest values', async () => {
    const long = {
      ...usual,
      'deceased.name': 'アレクサンドラ・マリア＝ジョヴァンナ・フォンヴァルデンシュタイン',
      'deceased.nameKana': 'アレクサンドラ・マリアジョヴァンナ・フォンヴァルデンシュタイン',
      'applicant.name': 'CHRISTOPHER ALEXANDER MONTGOMERY-FITZWILLIAM',
      'applicant.relation': '亡長男の配偶者',
      'bank.institution': '窓野県信用農業協同組合連合会',
      'bank.accountHolder': 'ドクリツギョウセイホウジン　マドノチイキイリョウキコウ　ダイヒョウ　タカハシザキ',
      'bank.accountNumber': '1234567',
    };
    const blank = await Paper.of(template.pdf);
    const { pdf, notes } = await filled(long);
    await using paper = await Paper.of(pdf);
    expect(notes).toEqual([]);
    const boxes = template.map.fields.flatMap(boxesOf);
    expect(inkOutside(inkBetween(await blank.picture(150), await paper.picture(150)), boxes)).toBe(0);
    expect(await paper.textIn(boxOf('applicant-name'))).toBe(long['applicant.name']);
    expect(await paper.textIn(boxOf('deceased-name'))).toBe(long['deceased.name']);
    await blank[Symbol.asyncDispose]();
  });

  it('is a sound file with its fonts in it, small, and the same each time', async () => {
    const [first, second] = [await filled(usual), await filled(usual)];
    await using paper = await Paper.of(first.pdf);
    expect(await paper.check()).toContain('No syntax or stream encoding errors');
    const lines = await paper.fonts();
    expect(lines.map((line) => line.split(/\s+/)[0]?.slice(7)).sort()).toEqual([
      'BIZUDGothic-Bold',
      'BIZUDGothic-Regular',
      'BIZUDMincho-Regular',
      'IPAmjMincho',
    ]);
    for (const line of lines) expect(line).toMatch(/ yes yes yes /);
    expect(first.pdf.byteLength).toBeLessThanOrEqual(120 * 1024);
    expect(Buffer.compare(first.pdf, second.pdf)).toBe(0);
  });

  it('says what is left to the pen', async () => {
    const { notes, byHand } = await filled({
      ...usual,
      'applicant.phone': '',
      'deceased.birthDate': '1870-01-01',
      'bank.accountNumber': '',
    });
    expect(notes.map(({ field, code }) => [field, code])).toEqual([
      ['deceased.birthDate', 'date-before-solar-calendar'],
      ['applicant.phone', 'empty'],
      ['bank.accountNumber', 'empty'],
    ]);
    expect(byHand).toEqual(
      expect.arrayContaining(['亡くなった方の生年月日', '届出をする方の電話番号', '口座番号', '申請者の署名']),
    );
  });

  it('notes dates in the wrong order and eras that the form does not print', async () => {
    const { notes } = await filled({ ...usual, 'deceased.deathDate': '1926-12-24', 'application.date': '2019-04-30' });
    expect(notes.map(({ field, code, detail }) => [field, code, detail])).toEqual([
      ['deceased.deathDate', 'date-too-early', '亡くなった方の生年月日'],
      ['deceased.deathDate', 'era-not-on-form', '大正'],
      ['application.date', 'date-too-early', '葬祭を行った日'],
      ['application.date', 'era-not-on-form', '平成'],
    ]);
  });

  it('shows a character that no font has as 〓, with a note', async () => {
    const { notes } = await filled({ ...usual, 'applicant.name': '山\u{1F600}田' });
    expect(notes).toEqual([{ field: 'applicant.name', severity: 'warning', code: 'no-glyph', detail: '\u{1F600}' }]);
    expect(await printed({ ...usual, 'applicant.name': '山\u{1F600}田' }, 'applicant-name')).toBe('山\u{1F600}田');
  });

  it('never drops a variant in silence', async () => {
    const { notes } = await filled({ ...usual, 'applicant.name': '山\u{E01EF}田' });
    expect(notes.map(({ code, detail }) => [code, detail])).toEqual([['usual-shape', '山\u{E01EF}']]);
  });

  it('without the fallback font still marks what is missing', async () => {
    const bare = await loadFonts({ main: bundledMincho(), fallbacks: ['/nonexistent/font.ttf'] });
    expect(bare.missing).toEqual(['/nonexistent/font.ttf']);
    const { notes } = await fill(template, usual, { fonts: bare, today });
    expect(notes.map(({ field, code, detail }) => [field, code, detail])).toEqual([
      ['deceased.name', 'no-glyph', '𠮷'],
    ]);
  });

  it('says how many rows a list has that goes on nowhere', async () => {
    const list = forms.templates.find(({ map }) => map.id === 'nursery-place')!;
    const wishes = Array.from({ length: 9 }, (_, n) => `第${n + 1}保育園、済、近い`);
    const { notes, byHand, places } = await fill(list, { 'nursery.wishes': wishes.join('\n') }, { fonts, today });
    expect(notes.filter(({ field }) => field === 'nursery.wishes')).toEqual([
      { field: 'nursery.wishes', severity: 'error', code: 'too-many-rows', detail: '8' },
    ]);
    expect(byHand).toContain(forms.catalogue.get('nursery.wishes')!.label);
    expect(new Set(places.map(({ sheet }) => sheet))).toEqual(new Set([0, 1]));
  });

  it('leaves nothing of an AcroForm to type into', async () => {
    const typed = forms.templates.find(({ map }) => map.id === 'account-transfer')!;
    const { pdf } = await fill(typed, usual, { fonts, today });
    const found = await acroFields(pdf);
    expect(found).toEqual([]);
    await using paper = await Paper.of(pdf);
    expect((await paper.fonts()).join()).not.toContain('Helvetica');
  });

  it('says so when a value does not fit', async () => {
    const { notes, byHand } = await filled({ ...usual, 'applicant.relation': '続'.repeat(300) });
    expect(notes.map(({ code }) => code)).toEqual(['too-long', 'does-not-fit']);
    expect(byHand).toContain('亡くなった方との関係');
    expect(await printed({ ...usual, 'applicant.relation': '続'.repeat(300) }, 'applicant-relation')).toBe('');
  });
});

describe('any string', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(
        ...Array.from('髙﨑𠮷田 \u3000ー、（）A1\u{E0100}\u{E0101}\u3099葛辻\n\t\u200b'),
        '\ud842',
        '\udfb7',
      ),
      maxLength: 60,
    }),
  );

  it('is printed as it is or answered with a note, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (typed) => {
        const { pdf, notes } = await filled({ 'applicant.name': typed });
        if (notes.some(({ field }) => field === 'applicant.name')) return;
        await using paper = await Paper.of(pdf);
        const expected = typed.replace(/\r\n?|[\n\t\v\f\u0085\u2028\u2029]/g, ' ');
        expect(await paper.textIn(boxOf('applicant-name'))).toBe(expected.trim() === '' ? '' : expected);
      }),
      { numRuns: 150 },
    );
  });

  it('is taken for every kind of field, by every form', async () => {
    const keys = [...forms.catalogue.keys()];
    const any = fc.dictionary(fc.constantFrom(...keys), anything);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...forms.templates), any, async (form, values) => {
        const { pdf } = await fill(form, values, { fonts, today });
        expect(pdf.byteLength).toBeGreaterThan(form.pdf.byteLength / 2);
      }),
      { numRuns: 100 },
    );
  });
});
