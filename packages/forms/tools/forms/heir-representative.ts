import {
  across,
  address,
  BIRTH_ERAS,
  byHand,
  checks,
  date,
  down,
  heir,
  kana,
  name,
  pageNumber,
  person,
  print,
  RECENT_ERAS,
  sealPlace,
  signature,
  text,
} from '../content.ts';
import {
  advice,
  at,
  cell,
  foot,
  type Form,
  gap,
  label,
  line,
  office,
  PAGE,
  part,
  row,
  rows,
  title,
} from '../layout.ts';
import { continuationSheet } from '../continuation.ts';
import { list } from '../list.ts';
import { addressed } from '../parts.ts';
import { attachments } from './shared.ts';

const LABEL = 70;
const SECOND = 62;
const FIRST = 185;

const OFFICE = '窓野市 市民税課 諸税係';
const HEIRS = { id: 'other-heirs', value: 'heir.others', penned: '署　名' } as const;
const HEIR_COLUMNS = [
  { words: '氏　名', width: 116, lines: 2 },
  { words: '続　柄', width: 52, lines: 2 },
  { words: '住　所', width: 205, lines: 2 },
];

/** 相続人代表者指定届: who receives the tax papers of a person who died (地方税法第9条の2第1項). Kept as an old scan. */
export const heirRepresentative: Form = {
  heading: {
    id: 'heir-representative',
    version: 1,
    title: '相続人代表者指定届',
    department: '市民税課',
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
      'tax.residentTax',
      'tax.lightVehicle',
      'application.date',
    ],
  },
  medium: 'scan',
  pages: [
    [
      at({ x: PAGE.right - 72, y: 30, width: 72, height: 66 }, sealPlace('受付印')),
      title('様式第19号の３（第24条関係）', '相続人代表者指定（変更）届'),
      gap(26),
      addressed('届出日'),
      gap(6),
      line(
        26,
        down(
          print(
            '　被相続人に係る市税の賦課徴収（滞納処分を除く。）及び還付に関する書類を受領する代表者を指定したので、',
          ),
          print('地方税法第９条の２第１項の規定により、次のとおり届け出ます。'),
        ),
      ),
      gap(4),
      part(
        '被相続人',
        row(
          48,
          rows(
            LABEL + FIRST,
            row(16, label(LABEL, 'フリガナ'), cell(0, kana('deceased-name-kana', 'deceased.nameKana'))),
            row(32, label(LABEL, '氏名'), cell(0, name('deceased-name', 'deceased.name'))),
          ),
          rows(
            0,
            row(24, label(SECOND, '生年月日'), cell(0, date('deceased-birth-date', 'deceased.birthDate', BIRTH_ERAS))),
            row(
              24,
              label(SECOND, '死亡年月日'),
              cell(0, date('deceased-death-date', 'deceased.deathDate', RECENT_ERAS)),
            ),
          ),
        ),
        row(46, label(LABEL, '死亡時の住所'), cell(0, address('deceased', person('deceased')))),
        row(
          24,
          label(LABEL, '対象となる税'),
          cell(
            0,
            checks([
              { id: 'tax-resident', value: 'tax.residentTax', word: '市民税・県民税', when: ['yes'] },
              '固定資産税・都市計画税',
              { id: 'tax-vehicle', value: 'tax.lightVehicle', word: '軽自動車税（種別割）', when: ['yes'] },
              '国民健康保険税',
            ]),
          ),
        ),
      ),
      gap(5),
      part(
        '相続人代表者',
        row(
          48,
          rows(
            LABEL + FIRST,
            row(16, label(LABEL, 'フリガナ'), cell(0, kana('heir-name-kana', heir('nameKana')))),
            row(32, label(LABEL, '氏名'), cell(0, name('heir-name', 'first(heir.name, applicant.name)'))),
          ),
          rows(
            0,
            row(
              24,
              label(SECOND, '生年月日'),
              cell(0, byHand('相続人代表者の生年月日', '大・昭・平　　　年　　　月　　　日')),
            ),
            row(24, label(SECOND, '電話番号'), cell(0, text('heir-phone', heir('phone')))),
          ),
        ),
        row(46, label(LABEL, '住所'), cell(0, address('heir', heir))),
        row(
          26,
          label(LABEL, '被相続人', 'との続柄'),
          cell(FIRST, text('heir-relation', heir('relation'))),
          label(SECOND, '署名'),
          cell(0, byHand('相続人代表者の署名')),
        ),
      ),
      gap(5),
      list('他の相続人', { ...HEIRS, rows: 5, height: 28 }, HEIR_COLUMNS),
      gap(5),
      part(
        '届出者',
        row(
          32,
          label(LABEL, '氏名'),
          cell(FIRST, name('applicant-name', 'applicant.name')),
          label(SECOND, '電話番号'),
          cell(0, text('applicant-phone', 'applicant.phone')),
        ),
        row(46, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
      ),
      line(
        28,
        across([210, print('　上記のとおり届け出ます。', { size: 9.5 })], [0, signature('届出者の署名', '届出者署名')]),
      ),
      gap(5),
      advice('【注意】', [
        '１　相続人代表者は、被相続人の市税に関する通知書等を受け取る方であり、遺産の相続とは関係ありません。',
        '２　他の相続人が５人を超えるときは、続紙に書いてください。',
        '３　相続放棄をした方は、家庭裁判所の受理証明書の写しを添えてください。',
        '４　この届出がないときは、市長が代表者を指定することがあります（地方税法第９条の２第２項）。',
      ]),
      gap(4),
      office(
        62,
        [
          attachments('宛名番号', ['被相続人', '代表者'], 20),
          attachments('確認書類', ['戸籍', '本人確認', '放棄'], 20),
          row(22, label(52, '処理年月日'), cell(0, print('令和　　年　　月　　日', { size: 8 }))),
        ],
        ['課長', '課長補佐', '係長', '係員', '入力'],
        48,
      ),
      foot(OFFICE, pageNumber()),
    ],
    continuationSheet(
      { number: '様式第19号の３（第24条関係）', words: '相続人代表者指定（変更）届', office: OFFICE },
      [
        { label: '被相続人', id: 'sheet-deceased-name', value: 'deceased.name' },
        { label: '代表者', id: 'sheet-heir-name', value: 'first(heir.name, applicant.name)' },
      ],
      list('他の相続人', { ...HEIRS, rows: 14, height: 36 }, HEIR_COLUMNS),
      [line(20, print('　上記の代表者を指定することに同意します。', { size: 9 }))],
    ),
  ],
};
