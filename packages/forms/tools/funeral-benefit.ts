/**
 * Draws the sample city's 葬祭費支給申請書 and writes its form and field map:
 *
 *     node packages/forms/tools/funeral-benefit.ts procedures/sample-city/templates/funeral-benefit
 */
import { resolve } from 'node:path';
import type { Box } from '../src/template/map.ts';
import { Draft, inset } from './draft.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder to write into');

const draft = new Draft({
  id: 'funeral-benefit',
  version: 1,
  title: '葬祭費支給申請書',
  department: '健康保険課',
  procedures: ['okuyami'],
  required: [
    'insurance.kind',
    'deceased.name',
    'deceased.nameKana',
    'deceased.address',
    'deceased.birthDate',
    'deceased.deathDate',
    'applicant.name',
    'applicant.address',
    'applicant.phone',
    'applicant.relation',
    'funeral.date',
    'bank.institution',
    'bank.branch',
    'bank.accountKind',
    'bank.accountNumber',
    'bank.accountHolder',
    'application.date',
  ],
});
const { sheet } = draft;

/** Rules of the page: left edge, the section's name, the label, its content, the second label, its content, right edge. */
const X = { left: 42, label: 62, first: 132, second: 305, third: 367, right: 553.28 } as const;
/** The line around what the citizen fills in, inner rules, points. */
const BOLD = 1.4;
const THIN = 0.5;
/** Size of labels and of small print. */
const LABEL = 9;
const SMALL = 7;

/** A cell of the table, from rule to rule. */
function cell(x1: number, x2: number, y: number, height: number): Box {
  return { x: x1, y, width: x2 - x1, height };
}

/** A grey cell with its label spread over it; two lines when given two. */
function label(box: Box, ...lines: readonly string[]): void {
  sheet.ground(box);
  sheet.frame(box, THIN);
  const pitch = LABEL * 1.3;
  const first = box.y + box.height / 2 - ((lines.length - 1) * pitch) / 2;
  lines.forEach((line, index) => {
    const middle = first + index * pitch;
    sheet.spread(line, { x: box.x + 6, y: middle - LABEL, width: box.width - 12, height: LABEL * 2 }, LABEL);
  });
}

/** An empty cell for values. */
function open(box: Box): Box {
  sheet.frame(box, THIN);
  return inset(box, 6, 2);
}

/** The name of a part of the form, downwards, and the bold frame around the part. */
function part(name: string, y: number, height: number): void {
  const box = cell(X.left, X.label, y, height);
  sheet.ground(box, 0.86);
  sheet.frame(box, THIN);
  sheet.column(name, box, LABEL);
  sheet.frame(cell(X.left, X.right, y, height), BOLD);
}

/** 〒 with its seven cells, and under it an address on two lines. */
function address(prefix: string, box: Box): void {
  sheet.frame(box, THIN);
  sheet.text('〒', { x: box.x + 6, y: box.y + 3, width: 12, height: 13 }, { size: 10 });
  draft.comb(`${prefix}-postal-code`, `${prefix}.postalCode`, [3, 4], {
    x: box.x + 19,
    y: box.y + 3,
    cell: 12,
    height: 13,
  });
  draft.text(
    `${prefix}-address`,
    `${prefix}.address`,
    cell(box.x + 6, box.x + box.width - 6, box.y + 18, box.height - 22),
    { size: { max: 12, min: 9 }, lines: 2 },
  );
}

function head(): void {
  sheet.text('様式第７号（第12条関係）', cell(X.left, 300, 34, 10), { size: 8 });
  sheet.text('葬祭費支給申請書兼請求書', cell(X.left, X.right, 48, 26), {
    size: 17,
    face: 'bold',
    align: 'centre',
    spacing: 3,
  });
  const stamp = cell(X.right - 72, X.right, 32, 72);
  sheet.frame(stamp, 0.4, [2, 1.6]);
  sheet.text('受付印', { ...stamp, height: 14 }, { size: SMALL, align: 'centre' });

  const words = { national: '国民健康保険', 'late-stage': '後期高齢者医療' };
  draft.choice('insurance', 'insurance.kind', words, cell(X.left, X.right, 80, 16), 11);
  sheet.text('（該当する方を○で囲んでください。）', cell(X.left, X.right, 96, 12), { size: SMALL, align: 'centre' });

  sheet.text('（宛先）　窓　野　市　長', cell(X.left, 300, 116, 16), { size: 11 });
  sheet.text('申請日', cell(372, 410, 116, 16), { size: LABEL });
  draft.eraDate('application-date', 'application.date', cell(408, X.right, 115, 18), ['reiwa'], false);
  const request = '　次のとおり、葬祭費の支給を申請します。支給が決定したときは、下記の口座に振り込んでください。';
  sheet.text(request, cell(X.left, X.right, 139, 14), { size: 9.5 });
  sheet.text('太枠の中を記入してください。', cell(X.left, X.right, 153, 10), { size: SMALL, align: 'right' });
}

function applicant(y: number): number {
  label(cell(X.label, X.first, y, 46), '住所');
  address('applicant', cell(X.first, X.right, y, 46));
  const name = y + 46;
  label(cell(X.label, X.first, name, 34), '氏名');
  draft.text('applicant-name', 'applicant.name', open(cell(X.first, X.second, name, 34)), {
    size: { max: 15, min: 9 },
    lines: 2,
  });
  label(cell(X.second, X.third, name, 34), '亡くなった', '方との関係');
  draft.text('applicant-relation', 'applicant.relation', open(cell(X.third, X.right, name, 34)));
  const phone = name + 34;
  label(cell(X.label, X.first, phone, 26), '電話番号');
  draft.text('applicant-phone', 'applicant.phone', open(cell(X.first, X.second, phone, 26)));
  label(cell(X.second, X.third, phone, 26), '個人番号');
  individualNumber('申請者の個人番号', cell(X.third, X.right, phone, 26));
  const end = phone + 26;
  part('申請者', y, end - y);
  return end;
}

/** Twelve cells that only the citizen writes into. */
function individualNumber(words: string, box: Box): void {
  sheet.frame(box, THIN);
  const side = 12.2;
  const [first, , last] = draft.cells([4, 4, 4], { x: box.x + 9, y: box.y + 6, cell: side, height: 14 });
  if (first && last) draft.byHand(words, cell(first.box.x, last.box.x + last.box.width, box.y + 6, 14));
}

function deceased(y: number): number {
  label(cell(X.label, X.first, y, 26), '記号・番号');
  const number = cell(X.first, X.second, y, 26);
  sheet.frame(number, THIN);
  sheet.text('窓', { ...inset(number, 6, 0), width: 12 }, { size: LABEL });
  sheet.text('－', number, { size: LABEL, align: 'centre' });
  draft.byHand('被保険者の記号・番号（分かるとき）', inset(number, 20, 3));
  label(cell(X.second, X.third, y, 26), '個人番号');
  individualNumber('亡くなった方の個人番号', cell(X.third, X.right, y, 26));

  const kana = y + 26;
  label(cell(X.label, X.first, kana, 17), 'フリガナ');
  draft.text('deceased-name-kana', 'deceased.nameKana', open(cell(X.first, X.second, kana, 17)), {
    size: { max: 9, min: 5 },
  });
  label(cell(X.second, X.third, kana, 52), '生年月日');
  draft.eraDate(
    'deceased-birth-date',
    'deceased.birthDate',
    open(cell(X.third, X.right, kana, 52)),
    ['meiji', 'taisho', 'showa', 'heisei', 'reiwa'],
    true,
  );
  const name = kana + 17;
  label(cell(X.label, X.first, name, 35), '氏名');
  draft.text('deceased-name', 'deceased.name', open(cell(X.first, X.second, name, 35)), {
    size: { max: 15, min: 9 },
    lines: 2,
  });

  const home = name + 35;
  label(cell(X.label, X.first, home, 46), '住所');
  address('deceased', cell(X.first, X.right, home, 46));
  const died = home + 46;
  label(cell(X.label, X.first, died, 27), '死亡年月日');
  draft.eraDate(
    'deceased-death-date',
    'deceased.deathDate',
    open(cell(X.first, X.second, died, 27)),
    ['heisei', 'reiwa'],
    true,
  );
  label(cell(X.second, X.third, died, 27), '第三者行為');
  const other = cell(X.third, X.right, died, 27);
  sheet.frame(other, THIN);
  sheet.text('死亡の原因が交通事故など　有　・　無', inset(other, 6, 0), { size: LABEL });
  draft.byHand('死亡の原因が交通事故などか（有・無）', { x: other.x + 128, y: other.y + 4, width: 50, height: 19 });
  const end = died + 27;
  part('亡くなった被保険者', y, end - y);
  return end;
}

function funeral(y: number): number {
  label(cell(X.label, X.first, y, 27), '葬祭を行った日');
  draft.eraDate('funeral-date', 'funeral.date', open(cell(X.first, X.second, y, 27)), ['heisei', 'reiwa'], true);
  label(cell(X.second, X.third, y, 27), '葬祭の種類');
  const kinds = cell(X.third, X.right, y, 27);
  sheet.frame(kinds, THIN);
  draft.choice(
    'funeral-kind',
    'funeral.kind',
    { funeral: '葬儀', farewell: '告別式', cremation: '火葬', burial: '埋葬' },
    kinds,
  );
  const mourner = y + 27;
  label(cell(X.label, X.first, mourner, 34), '葬祭を行った方', '（喪主）の氏名');
  draft.text(
    'chief-mourner',
    'first(funeral.chiefMourner, applicant.name)',
    open(cell(X.first, X.second, mourner, 34)),
    { size: { max: 15, min: 9 }, lines: 2 },
  );
  label(cell(X.second, X.third, mourner, 34), '申請金額');
  const amount = cell(X.third, X.right, mourner, 34);
  sheet.frame(amount, THIN);
  sheet.text('30,000 円', amount, { size: 13, align: 'centre' });
  const end = mourner + 34;
  part('葬祭', y, end - y);
  return end;
}

function bank(y: number): number {
  label(cell(X.label, X.first, y, 30), '金融機関名');
  const institution = open(cell(X.first, X.second, y, 30));
  draft.text('bank-institution', 'bank.institution', institution, { lines: 2 });
  label(cell(X.second, X.third, y, 30), '支店名');
  draft.text('bank-branch', 'bank.branch', open(cell(X.third, X.right, y, 30)), { lines: 2 });
  const account = y + 30;
  label(cell(X.label, X.first, account, 28), '口座種別');
  const kinds = cell(X.first, X.second, account, 28);
  sheet.frame(kinds, THIN);
  draft.choice('bank-account-kind', 'bank.accountKind', { ordinary: '普通', current: '当座' }, kinds, 10);
  label(cell(X.second, X.third, account, 28), '口座番号', '（右詰め）');
  const numbers = cell(X.third, X.right, account, 28);
  sheet.frame(numbers, THIN);
  draft.comb(
    'bank-account-number',
    'bank.accountNumber',
    [7],
    { x: numbers.x + 23, y: account + 5, cell: 20, height: 18 },
    'right',
  );
  const holder = account + 28;
  label(cell(X.label, X.first, holder, 28), '口座名義', '（カタカナ）');
  draft.text('bank-account-holder', 'bank.accountHolder', open(cell(X.first, X.right, holder, 28)), { lines: 2 });
  const end = holder + 28;
  part('振込先', y, end - y);
  return end;
}

function proxy(y: number): number {
  const box = cell(X.left, X.right, y, 50);
  const name = cell(X.left, X.label, y, 50);
  sheet.frame(box, THIN);
  sheet.ground(name, 0.86);
  sheet.frame(name, THIN);
  sheet.column('委任', name, LABEL);
  sheet.text(
    '上記の振込先が申請者以外の方の口座であるときは、葬祭費の受領を、次の者に委任します。',
    { x: 68, y: y + 3, width: 480, height: 12 },
    { size: 8 },
  );
  sheet.text('受任者　住所', { x: 68, y: y + 16, width: 60, height: 14 }, { size: 8 });
  sheet.rule(120, y + 30, X.right - 8, y + 30, 0.3);
  sheet.text('氏名', { x: 104, y: y + 33, width: 60, height: 14 }, { size: 8 });
  sheet.rule(128, y + 46, 300, y + 46, 0.3);
  sheet.text('委任者（申請者）署名', { x: 312, y: y + 33, width: 90, height: 14 }, { size: 8 });
  sheet.rule(396, y + 46, X.right - 8, y + 46, 0.3);
  draft.byHand('委任（申請者以外の口座に振り込むときだけ）', inset(cell(X.label, X.right, y + 15, 35), 3, 1));
  return y + 50;
}

function signature(y: number): number {
  sheet.text('　上記のとおり相違ありません。', cell(X.left, 300, y, 26), { size: 9.5 });
  sheet.text('申請者署名', { x: 268, y, width: 60, height: 26 }, { size: 10 });
  sheet.rule(326, y + 25, X.right - 6, y + 25, 0.8);
  draft.byHand('申請者の署名', { x: 326, y: y + 1, width: 220, height: 23 });
  return y + 26;
}

function advice(y: number): number {
  const lines = [
    '１　黒のボールペンで記入してください。消せるボールペンや鉛筆では受け付けできません。',
    '２　葬祭を行った日の翌日から２年を過ぎると、時効により申請できません。',
    '３　振込先は、申請者名義の口座に限ります。ゆうちょ銀行は、振込用の店名（漢数字３文字）と口座番号（７桁）を記入してください。',
    '４　次の書類を添えてください。⑴ 会葬礼状又は葬儀の領収書等（葬祭を行った方の氏名が分かるもの）',
    '　　⑵ 振込先の通帳又はキャッシュカードの写し　⑶ 申請者の本人確認書類',
  ];
  sheet.text('【記入上の注意】', cell(X.left, 200, y, 10), { size: SMALL, face: 'bold' });
  sheet.paragraph(lines, cell(X.left + 6, X.right, y + 12, 50), SMALL, 1.42);
  return y + 12 + lines.length * SMALL * 1.42;
}

function office(y: number): number {
  const height = 70;
  const box = cell(X.left, X.right, y, height);
  const name = cell(X.left, X.label, y, height);
  sheet.ground(name);
  sheet.column('事務処理欄', name, 8);
  const row = height / 3;
  const split = 300;
  for (const n of [1, 2]) sheet.rule(X.label, y + n * row, split, y + n * row, 0.4);
  sheet.rule(X.label, y, X.label, y + height, 0.4);
  sheet.rule(X.label + 52, y, X.label + 52, y + height, 0.4);
  const words = ['資格確認', '添付書類', '支給決定'];
  words.forEach((word, n) => sheet.spread(word, { x: X.label + 5, y: y + n * row, width: 42, height: row }, 8));
  const checks = (list: readonly string[], n: number): void => {
    let x = X.label + 58;
    for (const item of list) x = sheet.check(item, x, y + (n + 0.5) * row, 7.5);
  };
  checks(['国保', '後期', '喪失処理済', '滞納なし'], 0);
  checks(['会葬礼状等', '通帳写し', '本人確認'], 1);
  sheet.text(
    '令和　　年　　月　　日　　　　　　　円',
    { x: X.label + 58, y: y + 2 * row, width: 180, height: row },
    { size: 8 },
  );

  sheet.rule(split, y, split, y + height, 0.4);
  const seals = ['課長', '課長補佐', '係長', '係員', '受付者'];
  const width = (X.right - split) / seals.length;
  seals.forEach((seal, n) => {
    const x = split + n * width;
    if (n > 0) sheet.rule(x, y, x, y + height, 0.4);
    sheet.text(seal, { x, y, width, height: 15 }, { size: 7.5, align: 'centre' });
  });
  sheet.rule(split, y + 15, X.right, y + 15, 0.4);
  sheet.frame(box, 0.7);
  return y + height;
}

head();
let y = applicant(164) + 5;
y = deceased(y) + 5;
y = funeral(y) + 5;
y = bank(y) + 5;
y = proxy(y) + 3;
y = signature(y) + 5;
y = advice(y) + 3;
office(y);
sheet.text('窓野市 健康保険課 給付係', cell(X.left, X.right, 818, 10), { size: SMALL, align: 'right' });
await draft.write(resolve(folder));
