import { cellsByHand, choice, date, person, RECENT_ERAS, sealPlace, text } from '../content.ts';
import {
  advice,
  at,
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

/** The head of the household, who is the person at the counter unless another was named. */
const head = (field: 'name' | 'nameKana'): string =>
  field === 'name'
    ? 'first(household.headName, applicant.name)'
    : 'if(household.headName, household.headNameKana, applicant.nameKana)';

const numberOf = (person: number): Cell[] => [
  label(52, `${person}人目`),
  cell(person % 2 === 1 ? 193 : 0, cellsByHand(`加入する方の個人番号（${person}人目）`, [4, 4, 4], 13)),
];
const numbers = (first: number): Row => row(20, ...numberOf(first), ...numberOf(first + 1));

/** 国民健康保険被保険者資格取得届: a household joins the city's health insurance. */
export const healthInsurance: Form = {
  heading: {
    id: 'health-insurance',
    version: 1,
    title: '国民健康保険被保険者資格取得届',
    department: '健康保険課',
    procedures: ['kokuho-kanyu'],
    required: [
      'applicant.name',
      'applicant.address',
      'applicant.phone',
      'kokuho.acquired',
      'kokuho.reason',
      'kokuho.members',
      'kokuho.payment',
      'application.date',
    ],
  },
  medium: 'drawing',
  pages: [
    [
      at({ x: PAGE.right - 66, y: 28, width: 66, height: 48 }, sealPlace('受付印')),
      title('様式第１号（第２条関係）', '国民健康保険被保険者資格取得届'),
      gap(6),
      addressed('届出日'),
      gap(2),
      statement(['　次のとおり、国民健康保険の被保険者の資格を取得したことを届け出ます。']),
      gap(3),
      part(
        '届出人',
        row(
          50,
          nameRows('applicant', person('applicant'), { heights: [17, 33] }),
          rows(
            0,
            row(25, label(SECOND, '電話番号'), cell(0, text('applicant-phone', 'applicant.phone'))),
            row(25, label(SECOND, '個人番号'), cell(0, cellsByHand('届出人の個人番号', [4, 4, 4], 11.8))),
          ),
        ),
        row(
          28,
          label(LABEL, '住所'),
          cell(0, text('applicant-address', 'applicant.address', { lines: 2, size: { max: 12, min: 9 } })),
        ),
        row(
          42,
          nameRows('head', head, { heights: [16, 26], words: '世帯主' }),
          label(SECOND, '世帯主の', '個人番号'),
          cell(0, cellsByHand('世帯主の個人番号', [4, 4, 4], 11.8)),
        ),
      ),
      gap(5),
      part(
        '取得の内容',
        row(
          26,
          label(LABEL, '取得年月日'),
          cell(FIRST, date('acquired', 'kokuho.acquired', RECENT_ERAS, false)),
          label(SECOND, '保険証利用'),
          cell(0, choice('card', 'kokuho.card', YES_NO, { size: 8 })),
        ),
        row(
          24,
          label(LABEL, '取得の理由'),
          cell(
            0,
            choice(
              'reason',
              'kokuho.reason',
              {
                left: '社保離脱',
                dependant: '扶養から外れた',
                voluntary: '任継満了',
                moved: '転入',
                birth: '出生',
                welfare: '生保廃止',
                other: 'その他',
              },
              { size: 8 },
            ),
          ),
        ),
      ),
      gap(5),
      list('加入する方', { id: 'members', value: 'kokuho.members', rows: 6, height: 25, smallest: 7 }, [
        { words: '氏名', width: 132, lines: 2 },
        { words: 'フリガナ', width: 124, lines: 2 },
        { words: '生年月日', width: 90, lines: 1 },
        { words: '性別', width: 32, lines: 1 },
        { words: '続柄', width: 52, lines: 2 },
        { words: '職業・在学', width: 0, lines: 2 },
      ]),
      gap(5),
      part('個人番号', numbers(1), numbers(3), numbers(5)),
      gap(5),
      part(
        '前の健康保険',
        row(
          26,
          label(LABEL, '退職した日'),
          cell(FIRST, date('work-end', 'kokuho.workEnd', RECENT_ERAS)),
          label(SECOND, '資格喪失日'),
          cell(0, date('loss-date', 'kokuho.lossDate', RECENT_ERAS)),
        ),
        row(
          28,
          label(LABEL, '保険者名'),
          cell(FIRST, text('former-insurer', 'kokuho.formerInsurer', { lines: 2 })),
          label(SECOND, '記号・番号'),
          cell(0, text('former-number', 'kokuho.formerNumber', { lines: 2 })),
        ),
        row(
          28,
          label(LABEL, '退職した会社'),
          cell(FIRST, text('former-company', 'kokuho.formerCompany', { lines: 2 })),
          label(SECOND, '倒産・解雇'),
          cell(0, choice('involuntary', 'kokuho.involuntary', YES_NO, { size: 8 })),
        ),
        row(
          24,
          label(LABEL, '資格喪失証明'),
          cell(
            FIRST,
            choice(
              'certificate',
              'kokuho.certificate',
              { brought: '持参', later: '後日', phone: '電話確認' },
              { size: 8 },
            ),
          ),
          label(SECOND, '任意継続'),
          cell(
            0,
            choice(
              'voluntary',
              'kokuho.voluntary',
              { no: 'しない', considering: '検討中', ended: '満了・脱退' },
              { size: 8 },
            ),
          ),
        ),
        row(
          24,
          label(LABEL, '保険税の納付'),
          cell(0, choice('payment', 'kokuho.payment', { bank: '口座振替', slip: '納付書' })),
        ),
      ),
      signed('上記のとおり届け出ます。', '届出人', 28),
      gap(3),
      advice('【注意】', [
        '１　資格を取得した日から14日以内に届け出てください。届出が遅れても、保険税は資格を取得した月から納めていただきます。',
        '２　前の健康保険の資格喪失証明書を添えてください。お持ちでないときは、前の保険者に電話で確かめることがあります。',
      ]),
      gap(5),
      office(
        60,
        [
          attachments('確認書類', ['喪失証明書', '本人確認', '個人番号', '委任状'], 20),
          attachments('交付', ['資格確認書', '資格情報のお知らせ', '高齢受給者証'], 20),
          attachments('連絡', ['年金', '医療助成', '納税'], 20),
        ],
        ['係長', '受付', '入力', '照合'],
        44,
      ),
      foot('窓野市 健康保険課 資格係'),
    ],
  ],
};
