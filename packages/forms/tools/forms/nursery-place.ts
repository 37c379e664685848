import {
  address,
  byHand,
  choice,
  type Content,
  date,
  name,
  pageNumber,
  person,
  print,
  RECENT_ERAS,
  sealPlace,
  text,
} from '../content.ts';
import {
  advice,
  at,
  type Block,
  cell,
  foot,
  type Form,
  gap,
  heading,
  label,
  line,
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
import { attachments } from './shared.ts';

const { label: LABEL, first: FIRST, second: SECOND } = WIDTHS;
const OFFICE = '窓野市 子育てあんしん課 入所係';
const ORDINALS = '１２３４５６７８';
/** Width of a parent's column. */
const PARENT = 210.64;

const REASONS = {
  work: '就労',
  birth: '出産',
  illness: '疾病',
  care: '介護',
  search: '求職',
  study: '就学',
  other: '他',
} as const;

/** One question, answered for each parent. */
const parents = (height: number, words: string, own: (parent: 'father' | 'mother') => Content): Row =>
  row(height, label(LABEL, words), cell(PARENT, own('father')), cell(0, own('mother')));

const twoParents: Block = part(
  '保育を必要とする理由',
  row(16, heading(LABEL, ''), heading(PARENT, '父'), heading(0, '母')),
  parents(34, '氏名', (parent) => name(`${parent}-name`, `${parent}.name`)),
  parents(24, '理由', (parent) => choice(`${parent}-reason`, `${parent}.reason`, REASONS, { size: 7 })),
  parents(34, '勤務先・学校', (parent) => text(`${parent}-work`, `${parent}.work`, { lines: 2 })),
  parents(38, '所在地', (parent) => text(`${parent}-work-address`, `${parent}.workAddress`, { lines: 3 })),
  parents(24, '電話番号', (parent) => text(`${parent}-work-phone`, `${parent}.workPhone`)),
  parents(32, '勤務時間', (parent) => text(`${parent}-work-time`, `${parent}.workTime`, { lines: 2 })),
  parents(26, '育休の終わり', (parent) => date(`${parent}-leave-end`, `${parent}.leaveEnd`, RECENT_ERAS)),
);

/** 教育・保育給付認定申請書 and 保育所等利用申込書 in one, with the table of wished nurseries. */
export const nurseryPlace: Form = {
  heading: {
    id: 'nursery-place',
    version: 1,
    title: '教育・保育給付認定申請書兼保育所等利用申込書',
    department: '子育てあんしん課',
    procedures: ['hoiku-riyo'],
    required: [
      'applicant.name',
      'applicant.address',
      'applicant.phone',
      'child.name',
      'child.nameKana',
      'child.birthDate',
      'child.sex',
      'nursery.kind',
      'nursery.certification',
      'nursery.hours',
      'nursery.start',
      'nursery.wishes',
      'nursery.family',
      'application.date',
    ],
  },
  medium: 'drawing',
  pages: [
    [
      at({ x: PAGE.right - 66, y: 28, width: 66, height: 48 }, sealPlace('受付印')),
      title('様式第１号（第３条関係）', '教育・保育給付認定申請書 兼 保育所等利用申込書', 13.5),
      line(18, choice('kind', 'nursery.kind', { new: '新規', transfer: '転園', continue: '継続' })),
      gap(4),
      addressed('申込日'),
      gap(3),
      statement(['　次のとおり、教育・保育給付認定を申請し、保育所等の利用を申し込みます。']),
      gap(4),
      part(
        '保護者',
        row(
          52,
          nameRows('applicant', person('applicant')),
          rows(
            0,
            row(26, label(SECOND, '電話番号'), cell(0, text('applicant-phone', 'applicant.phone'))),
            row(26, label(SECOND, '続柄'), cell(0, text('child-relation', 'child.relation'))),
          ),
        ),
        row(46, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
        row(24, label(LABEL, 'メール'), cell(0, text('applicant-email', 'applicant.email'))),
      ),
      gap(6),
      part(
        '申込児童',
        row(
          52,
          nameRows('child', person('child')),
          rows(
            0,
            row(26, label(SECOND, '生年月日'), cell(0, date('child-birth-date', 'child.birthDate', RECENT_ERAS))),
            row(
              26,
              label(SECOND, '性別'),
              cell(0, choice('child-sex', 'child.sex', { male: '男', female: '女' }, { size: 10 })),
            ),
          ),
        ),
        row(
          26,
          label(LABEL, '認定の区分'),
          cell(
            FIRST,
            choice(
              'certification',
              'nursery.certification',
              { second: '２号(３歳以上)', third: '３号(３歳未満)' },
              { size: 8 },
            ),
          ),
          label(SECOND, '保育の時間'),
          cell(0, choice('hours', 'nursery.hours', { standard: '標準時間', short: '短時間' })),
        ),
        row(
          26,
          label(LABEL, '利用開始日'),
          cell(FIRST, date('start', 'nursery.start', ['reiwa'], false)),
          label(SECOND, '現在の保育'),
          cell(
            0,
            choice(
              'now-cared',
              'nursery.nowCared',
              { home: '家庭', centre: '認可', 'other-centre': '認可外', relative: '親族' },
              { size: 8 },
            ),
          ),
        ),
        row(34, label(LABEL, '健康の状況'), cell(0, text('health', 'nursery.health', { lines: 2 }))),
      ),
      gap(6),
      list(
        '利用を希望する施設',
        {
          id: 'wishes',
          value: 'nursery.wishes',
          rows: 8,
          height: 26,
          smallest: 7,
          fixed: true,
          ordinals: { width: 52, words: (index) => `第${ORDINALS[index] ?? ''}希望` },
        },
        [
          { words: '施設名', width: 210, lines: 2 },
          { words: '見学', width: 36, lines: 1 },
          { words: '希望する理由', width: 0, lines: 2 },
        ],
      ),
      gap(6),
      part(
        '兄弟姉妹',
        row(
          46,
          label(LABEL, '利用の希望'),
          cell(
            FIRST,
            choice(
              'siblings',
              'nursery.siblings',
              { same: '同じ施設', apart: '別でも可', 'same-time': '同時期' },
              { size: 8 },
            ),
          ),
          label(SECOND, '同時に申込', 'む児童'),
          cell(0, name('sibling-name', 'nursery.siblingName', { size: { max: 12, min: 8 } })),
        ),
      ),
      gap(8),
      advice('【注意】', [
        '１　第８希望まで書くことができます。見学の欄には「済」か「未」を書いてください。',
        '２　希望しない施設は書かないでください。内定を辞退すると、次の利用調整で減点となることがあります。',
        '３　きょうだいが２人以上のときは、児童１人につき１枚書いてください。',
      ]),
      foot(OFFICE, pageNumber()),
    ],
    [
      gap(6),
      list('同居の家族', { id: 'family', value: 'nursery.family', rows: 6, height: 26, smallest: 7 }, [
        { words: '氏名', width: 150, lines: 2 },
        { words: '続柄', width: 52, lines: 1 },
        { words: '生年月日', width: 96, lines: 1 },
        { words: '勤務先・学校', width: 0, lines: 2 },
      ]),
      gap(8),
      twoParents,
      gap(8),
      part(
        '世帯の状況',
        row(
          28,
          label(LABEL, '生活保護'),
          cell(FIRST, byHand('生活保護を受けているか', '受けている　・　いない', { align: 'centre', size: 8.5 })),
          label(SECOND, 'ひとり親'),
          cell(0, byHand('ひとり親世帯か', '該当する　・　しない', { align: 'centre', size: 8.5 })),
        ),
        row(
          28,
          label(LABEL, '障害のある方'),
          cell(
            0,
            byHand(
              '同居する障害のある方と手帳の種類',
              'いない　・　いる（氏名　　　　　　　　　　　　　手帳の種類　　　　　　　　　　　　　）',
              { size: 8.5 },
            ),
          ),
        ),
        row(
          28,
          label(LABEL, '祖父母'),
          cell(
            0,
            byHand('祖父母の住まい', '父方　同居・市内・市外・なし　　　　　　母方　同居・市内・市外・なし', {
              size: 8.5,
            }),
          ),
        ),
      ),
      gap(10),
      advice('【同意】', [
        '１　給付認定と利用者負担額の決定のため、市が世帯の市民税の課税の状況及び世帯の状況を確認することに同意します。',
        '２　申込みの内容を、利用調整のため希望する施設に知らせることに同意します。',
        '３　申込みの内容が事実と違うときは、内定や利用を取り消されることがあることを承知しました。',
      ]),
      signed('上記に同意し、申し込みます。', '保護者', 40),
      gap(14),
      office(
        110,
        [
          attachments('添付書類', ['就労証明書', '診断書', '在学証明', '求職申立', '母子手帳'], 22),
          attachments('認定', ['標準時間', '短時間', '２号', '３号'], 22),
          row(22, label(52, '基準点数'), cell(0, print('父　　　　点　　母　　　　点　　計　　　　点', { size: 8 }))),
          row(22, label(52, '調整点数'), cell(0, print('　　　　　　　　点　　　合計　　　　　　　点', { size: 8 }))),
          row(22, label(52, '認定番号'), cell(0, print('第　　　　　　　　　　号', { size: 8 }))),
        ],
        ['係長', '受付', '入力', '照合'],
        44,
      ),
      foot(OFFICE, pageNumber()),
    ],
  ],
};
