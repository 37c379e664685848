import {
  across,
  address,
  BIRTH_ERAS,
  byHand,
  checks,
  choice,
  comb,
  date,
  heir,
  kana,
  name,
  pageNumber,
  person,
  print,
  RECENT_ERAS,
  signature,
  text,
} from '../content.ts';
import { advice, cell, cutLine, foot, type Form, gap, label, line, office, part, row, rows, title } from '../layout.ts';
import { continuationSheet } from '../continuation.ts';
import { list } from '../list.ts';
import { addressed } from '../parts.ts';
import { attachments } from './shared.ts';

const LABEL = 70;
const SECOND = 62;
const FIRST = 185;

const OFFICE = '窓野市 医療助成年金課 医療助成係';
const HEIRS = { id: 'other-heirs', value: 'heir.others', penned: '署　名' } as const;
const HEIR_COLUMNS = [
  { words: '氏　名', width: 116, lines: 2 },
  { words: '続　柄', width: 52, lines: 2 },
  { words: '住　所', width: 205, lines: 2 },
];

/** 重度心身障害者医療費受給資格等 変更・喪失届 above, 相続人代表者選任届 below: both are signed in one go. */
export const disabilitySubsidy: Form = {
  heading: {
    id: 'disability-subsidy',
    version: 1,
    title: '重度心身障害者医療費受給資格等 変更・喪失届／相続人代表者選任届',
    department: '医療助成年金課',
    procedures: ['okuyami'],
    required: [
      'deceased.name',
      'deceased.address',
      'deceased.birthDate',
      'deceased.deathDate',
      'applicant.name',
      'applicant.address',
      'applicant.phone',
      'applicant.relation',
      'bank.institution',
      'bank.branch',
      'bank.accountKind',
      'bank.accountNumber',
      'bank.accountHolder',
      'application.date',
    ],
  },
  medium: 'drawing',
  pages: [
    [
      title('様式第６号（第９条関係）', '重度心身障害者医療費受給資格等　変更・喪失届', 13),
      addressed('届出日', { size: 10 }),
      gap(6),
      part(
        '受給者',
        row(
          48,
          rows(
            LABEL + FIRST,
            row(16, label(LABEL, 'フリガナ'), cell(0, kana('deceased-name-kana', 'deceased.nameKana'))),
            row(32, label(LABEL, '氏名'), cell(0, name('deceased-name', 'deceased.name'))),
          ),
          rows(
            0,
            row(24, label(SECOND, '受給者番号'), cell(0, comb('subsidy-number', 'subsidy.number', [7], 18))),
            row(24, label(SECOND, '生年月日'), cell(0, date('deceased-birth-date', 'deceased.birthDate', BIRTH_ERAS))),
          ),
        ),
        row(44, label(LABEL, '住所'), cell(0, address('deceased', person('deceased')))),
        row(
          22,
          label(LABEL, '届出の種別'),
          cell(0, checks(['重度心身障害者', 'ひとり親家庭', '子ども', '妊産婦', '寡婦等'], 8.5)),
        ),
      ),
      gap(4),
      part(
        '変更・喪失',
        row(
          22,
          label(LABEL, '変更の事項'),
          cell(
            0,
            checks(['氏名', '住所', '加入保険', '障害の程度', '振込口座', '保護者', 'その他（　　　　　）'], 8.5),
          ),
        ),
        row(
          22,
          label(LABEL, '喪失の事由'),
          cell(
            0,
            checks(
              [
                { id: 'lost-by-death', value: 'deceased.deathDate', word: '死亡' },
                '転出',
                '生活保護',
                '障害非該当',
                '所得超過',
                '施設入所',
                'その他',
              ],
              8.5,
            ),
          ),
        ),
        row(
          26,
          label(LABEL, '事由の発生日'),
          cell(FIRST, date('deceased-death-date', 'deceased.deathDate', RECENT_ERAS)),
          label(SECOND, '受給者証'),
          cell(0, checks(['返却', '紛失', '後日'], 8.5)),
        ),
        row(
          24,
          label(LABEL, '加入保険'),
          cell(FIRST, choice('insurance', 'insurance.kind', { national: '国保', 'late-stage': '後期高齢' })),
          label(SECOND, '未請求分'),
          cell(0, checks(['あり', 'なし', '確認中'], 8.5)),
        ),
      ),
      gap(4),
      part(
        '届出者',
        row(
          32,
          label(LABEL, '氏名'),
          cell(FIRST, name('applicant-name', 'applicant.name')),
          label(SECOND, '受給者', 'との続柄'),
          cell(0, text('applicant-relation', 'applicant.relation')),
        ),
        row(44, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
        row(
          24,
          label(LABEL, '電話番号'),
          cell(FIRST, text('applicant-phone', 'applicant.phone')),
          label(SECOND, '署名'),
          cell(0, byHand('届出者の署名')),
        ),
      ),
      gap(5),
      cutLine('死亡による喪失で未請求の医療費があるときは、下の選任届も記入してください'),
      title('様式第６号の２（第９条関係）', '相続人代表者選任届', 14),
      line(
        14,
        print(
          '　上記の受給者の死亡に伴い、未支給の医療費助成金の請求及び受領に係る相続人の代表者を、次のとおり選任したので届け出ます。',
          { size: 8 },
        ),
      ),
      gap(4),
      part(
        '代表者',
        row(
          30,
          label(LABEL, '氏名'),
          cell(FIRST, name('heir-name', 'first(heir.name, applicant.name)')),
          label(SECOND, '受給者', 'との続柄'),
          cell(0, text('heir-relation', heir('relation'))),
        ),
        row(
          28,
          label(LABEL, '住所'),
          cell(
            FIRST + 40,
            text('heir-address', `"〒" + ${heir('postalCode')} + "\u3000" + ${heir('address')}`, {
              lines: 2,
              size: { max: 10, min: 7 },
            }),
          ),
          label(40, '電話'),
          cell(0, text('heir-phone', heir('phone'), { size: { max: 11, min: 7 } })),
        ),
        row(
          26,
          label(LABEL, '金融機関名'),
          cell(
            FIRST,
            text('bank', 'bank.institution + "\u3000" + bank.branch', { lines: 2, size: { max: 11, min: 7 } }),
          ),
          label(SECOND, '口座番号'),
          cell(
            0,
            across(
              [44, choice('bank-account-kind', 'bank.accountKind', { ordinary: '普', current: '当' })],
              [0, comb('bank-account-number', 'bank.accountNumber', [7], 17, 'right')],
            ),
          ),
        ),
        row(
          28,
          label(LABEL, '口座名義', '（カタカナ）'),
          cell(0, text('bank-account-holder', 'bank.accountHolder', { lines: 2 })),
        ),
      ),
      gap(4),
      list('相続人', { ...HEIRS, rows: 3, height: 24 }, HEIR_COLUMNS),
      line(
        24,
        across(
          [226, print('　上記の代表者の選任に同意します。', { size: 9 })],
          [0, signature('相続人代表者の署名', '代表者署名')],
        ),
      ),
      gap(6),
      advice('【注意】', [
        '相続人が３人を超えるときは、続紙に書いてください。受給者証と、代表者の通帳の写しを添えてください。',
      ]),
      gap(4),
      office(
        56,
        [
          attachments('確認書類', ['受給者証', '通帳写し', '本人確認'], 28),
          attachments('処理', ['喪失入力', '支給処理'], 28),
        ],
        ['課長', '係長', '係員', '受付者'],
        48,
      ),
      foot(OFFICE, pageNumber()),
    ],
    continuationSheet(
      { number: '様式第６号の２（第９条関係）', words: '相続人代表者選任届', office: OFFICE },
      [
        { label: '受給者', id: 'sheet-deceased-name', value: 'deceased.name' },
        { label: '代表者', id: 'sheet-heir-name', value: 'first(heir.name, applicant.name)' },
      ],
      list('相続人', { ...HEIRS, rows: 14, height: 36 }, HEIR_COLUMNS),
      [line(20, print('　上記の代表者の選任に同意します。', { size: 9 }))],
    ),
  ],
};
