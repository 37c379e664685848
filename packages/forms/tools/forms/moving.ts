import { address, choice, date, person, RECENT_ERAS, sealPlace, text } from '../content.ts';
import {
  advice,
  at,
  type Block,
  cell,
  type Cell,
  foot,
  type Form,
  gap,
  label,
  office,
  PAGE,
  part,
  row,
  type Row,
  rows,
  title,
} from '../layout.ts';
import { list } from '../list.ts';
import { addressed, nameRows, signed, statement, WIDTHS } from '../parts.ts';
import { attachments, YES_NO } from './shared.ts';

const { label: LABEL, first: FIRST, second: SECOND } = WIDTHS;
const OFFICE = '窓野市 市民登録課 異動受付係';

const REQUIRED = [
  'applicant.name',
  'applicant.phone',
  'applicant.moveRole',
  'move.date',
  'move.whole',
  'move.oldAddress',
  'move.newAddress',
  'move.newHead',
  'move.members',
  'application.date',
];

/** 〒 and address with the head of the household there. */
const household = (words: string, id: 'old' | 'new'): Row =>
  row(
    46,
    label(LABEL, words),
    cell(
      271,
      address(`${id}-home`, (field) => (field === 'address' ? `move.${id}Address` : `move.${id}PostalCode`)),
    ),
    rows(0, row(16, label(0, '世帯主の氏名')), row(30, cell(0, text(`${id}-head`, `move.${id}Head`, { lines: 2 })))),
  );

const yesNo = (id: string, value: string): Cell => cell(0, choice(id, value, YES_NO, { size: 8 }));

/** Who hands the paper in. */
const notifier: Block = part(
  '届出人',
  row(
    50,
    nameRows('applicant', person('applicant'), { heights: [17, 33] }),
    rows(
      0,
      row(25, label(SECOND, '電話番号'), cell(0, text('applicant-phone', 'applicant.phone'))),
      row(
        25,
        label(SECOND, '異動する方', 'との関係'),
        cell(
          0,
          choice(
            'applicant-role',
            'applicant.moveRole',
            { self: '本人', head: '世帯主', household: '同一世帯', agent: '代理人' },
            { size: 8 },
          ),
        ),
      ),
    ),
  ),
);

const members: Block = list('異動する方', { id: 'members', value: 'move.members', rows: 6, height: 25, smallest: 7 }, [
  { words: '氏名', width: 132, lines: 2 },
  { words: 'フリガナ', width: 124, lines: 2 },
  { words: '生年月日', width: 90, lines: 1 },
  { words: '性別', width: 32, lines: 1 },
  { words: '続柄', width: 60, lines: 1 },
  { words: 'カード', width: 0, lines: 1 },
]);

const foreigners: Block = list(
  '外国籍の方',
  { id: 'foreigners', value: 'move.foreigners', rows: 3, height: 24, smallest: 7 },
  [
    { words: '氏名', width: 132, lines: 2 },
    { words: '国籍・地域', width: 94, lines: 2 },
    { words: '在留資格', width: 74, lines: 2 },
    { words: '在留期間の満了の日', width: 96, lines: 1 },
    { words: '在留カード番号', width: 0, lines: 1 },
  ],
);

const domicile: Row = row(
  30,
  label(LABEL, '本籍'),
  cell(271, text('domicile', 'move.domicile', { lines: 2 })),
  rows(
    0,
    row(12, label(0, '筆頭者の氏名')),
    row(18, cell(0, text('domicile-head', 'move.domicileHead', { size: { max: 11, min: 6 } }))),
  ),
);

/** What else the office must know, to send the family on to the right desks. */
const further: Block = part(
  '関連',
  row(
    23,
    label(LABEL + 20, '国民健康保険の加入'),
    cell(FIRST - 24, choice('insurance', 'move.insurance', YES_NO, { size: 8 })),
    label(SECOND + 34, '児童手当の対象の子'),
    yesNo('child-allowance', 'move.child'),
  ),
  row(
    23,
    label(LABEL + 20, '介護保険の認定'),
    cell(FIRST - 24, choice('care', 'move.care', YES_NO, { size: 8 })),
    label(SECOND + 34, '公立小・中学生'),
    yesNo('school', 'move.school'),
  ),
);

const dateAndExtent = (words: string): Row =>
  row(
    26,
    label(LABEL, words),
    cell(FIRST, date('move-date', 'move.date', RECENT_ERAS, false)),
    label(SECOND, '異動の範囲'),
    cell(0, choice('extent', 'move.whole', { whole: '世帯全員', part: '世帯の一部' })),
  );

const processing = (checked: readonly string[], sent: readonly string[]): Block =>
  office(
    62,
    [
      attachments('本人確認', ['個人番号カード', '免許証', '在留カード', '旅券'], 20),
      attachments('添付・回収', checked, 21),
      attachments('連絡', sent, 21),
    ],
    ['受付', '入力', '照合', '交付'],
    44,
  );

/** 住民異動届（転出）: somebody leaves the city. */
export const movingOut: Form = {
  heading: {
    id: 'moving-out',
    version: 1,
    title: '住民異動届（転出）',
    department: '市民登録課',
    procedures: ['hikkoshi'],
    required: [...REQUIRED, 'move.oldHead', 'move.certificate'],
  },
  medium: 'drawing',
  pages: [
    [
      at({ x: PAGE.right - 66, y: 28, width: 66, height: 48 }, sealPlace('受付印')),
      title('様式第６号（第９条関係）', '住民異動届（転出）'),
      gap(6),
      addressed('届出日'),
      gap(2),
      statement(['　次のとおり、窓野市の外へ住所を移すことを届け出ます。']),
      gap(3),
      notifier,
      gap(5),
      part(
        '異動の内容',
        dateAndExtent('異動予定日'),
        household('新しい住所', 'new'),
        household('今までの住所', 'old'),
        domicile,
        row(
          26,
          label(LABEL, '転出証明書'),
          cell(
            0,
            choice('certificate', 'move.certificate', {
              card: '不要（カードで転出）',
              window: '窓口で受け取る',
              post: '新しい住所へ郵送',
            }),
          ),
        ),
      ),
      gap(5),
      members,
      gap(5),
      foreigners,
      gap(5),
      further,
      signed('上記のとおり届け出ます。', '届出人', 30),
      gap(4),
      advice('【注意】', [
        '１　引っ越す日のおおむね14日前から届け出ることができます。引っ越した後は、14日以内に新しい住所の市区町村で転入届をしてください。',
        '２　マイナンバーカードで転出する方は、カードと暗証番号（数字４桁）を持って転入届をしてください。',
        '３　印鑑登録と窓野市の国民健康保険は、転出の日に効力を失います。資格確認書をお持ちの方は返してください。',
      ]),
      gap(6),
      processing(['転出証明書', '資格確認書', '印鑑登録証', '委任状'], ['国保', '介護', '児童', '学務', '税']),
      foot(OFFICE),
    ],
  ],
};

/** 住民異動届（転入）: somebody comes to live in the city, from another one or from abroad. */
export const movingIn: Form = {
  heading: {
    id: 'moving-in',
    version: 1,
    title: '住民異動届（転入）',
    department: '市民登録課',
    procedures: ['hikkoshi'],
    required: [...REQUIRED, 'move.from'],
  },
  medium: 'drawing',
  pages: [
    [
      at({ x: PAGE.right - 66, y: 28, width: 66, height: 48 }, sealPlace('受付印')),
      title('様式第５号（第８条関係）', '住民異動届（転入）'),
      gap(6),
      addressed('届出日'),
      gap(2),
      statement(['　次のとおり、窓野市に住所を定めたことを届け出ます。']),
      gap(3),
      notifier,
      gap(5),
      part(
        '異動の内容',
        dateAndExtent('住み始めた日'),
        household('新しい住所', 'new'),
        household('前の住所', 'old'),
        domicile,
        row(
          26,
          label(LABEL, '前の住所は'),
          cell(FIRST, choice('from', 'move.from', { domestic: '国内', abroad: '国外' })),
          label(SECOND, '上陸許可日'),
          cell(0, date('entry-date', 'move.entryDate', RECENT_ERAS, true)),
        ),
      ),
      gap(5),
      members,
      gap(5),
      foreigners,
      gap(5),
      further,
      signed('上記のとおり届け出ます。', '届出人', 30),
      gap(4),
      advice('【注意】', [
        '１　住み始めた日から14日以内に届け出てください。住み始める前に届け出ることはできません。',
        '２　国内から来た方は転出証明書かマイナンバーカード、国外から来た方は旅券と、外国籍の方は在留カードを全員分お持ちください。',
        '３　国外から来た日本国籍の方は、戸籍の全部事項証明書と附票の写しも必要です（本籍が窓野市の方を除きます。）。',
      ]),
      gap(6),
      processing(['転出証明書', '旅券', '戸籍・附票', '委任状'], ['国保', '介護', '児童', '学務', '個番']),
      foot(OFFICE),
    ],
  ],
};
