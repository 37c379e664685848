import {
  across,
  address,
  BIRTH_ERAS,
  boxes,
  byHand,
  cellsByHand,
  checks,
  date,
  down,
  kana,
  lines,
  name,
  person,
  print,
  RECENT_ERAS,
  signature,
  stamp,
  text,
  westernDate,
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
  table,
  title,
} from '../layout.ts';
import { attachments, YES_NO } from './shared.ts';

const LABEL = 70;
const SECOND = 62;
const FIRST = 173;

/** 可搬型窓口装置を活用した年金相談受付票: what the pension office needs before it takes the call. */
export const pensionConsultation: Form = {
  heading: {
    id: 'pension-consultation',
    version: 1,
    title: '可搬型窓口装置を活用した年金相談受付票',
    department: '医療助成年金課',
    procedures: ['okuyami'],
    required: [
      'deceased.name',
      'deceased.nameKana',
      'deceased.address',
      'deceased.birthDate',
      'deceased.deathDate',
      'applicant.name',
      'applicant.address',
      'applicant.phone',
      'applicant.relation',
      'pension.received',
      'application.date',
    ],
  },
  medium: 'drawing',
  pages: [
    [
      at(
        { x: PAGE.right - 62, y: 34, width: 58, height: 58 },
        stamp('reception', 'application.date', '窓野市', '遠隔窓口'),
      ),
      title('別記様式（年金係）', '可搬型窓口装置を活用した年金相談受付票', 16),
      gap(26),
      table(
        row(
          27,
          label(LABEL, '受付日'),
          cell(163, date('application-date', 'application.date', ['reiwa'], false)),
          label(52, '受付番号'),
          cell(76, byHand('受付番号')),
          label(52, '設置場所'),
          cell(0, byHand('設置場所')),
        ),
      ),
      gap(8),
      part(
        '相談に来られた方',
        row(
          50,
          rows(
            LABEL + FIRST,
            row(17, label(LABEL, 'フリガナ'), cell(0, kana('applicant-name-kana', 'applicant.nameKana'))),
            row(33, label(LABEL, '氏名'), cell(0, name('applicant-name', 'applicant.name'))),
          ),
          rows(
            0,
            row(
              25,
              label(SECOND, '生年月日'),
              cell(0, date('applicant-birth-date', 'applicant.birthDate', ['taisho', 'showa', 'heisei'])),
            ),
            row(
              25,
              label(SECOND, '続柄'),
              cell(0, text('applicant-relation', 'applicant.relation', { before: '亡くなった方の' })),
            ),
          ),
        ),
        row(46, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
        row(
          27,
          label(LABEL, '電話番号'),
          cell(FIRST, text('applicant-phone', 'applicant.phone')),
          label(SECOND, '本人確認'),
          cell(0, checks(['個人番号カード', '免許証', 'その他'], 8)),
        ),
      ),
      gap(8),
      part(
        '亡くなった方',
        row(
          72,
          rows(
            LABEL + FIRST,
            row(17, label(LABEL, 'フリガナ'), cell(0, kana('deceased-name-kana', 'deceased.nameKana'))),
            row(55, label(LABEL, '氏名'), cell(0, name('deceased-name', 'deceased.name + "\u3000様"'))),
          ),
          rows(
            0,
            row(
              46,
              label(SECOND, '生年月日'),
              cell(
                0,
                down(
                  date('deceased-birth-date', 'deceased.birthDate', BIRTH_ERAS),
                  across(
                    [38, print('（西暦')],
                    [0, westernDate('deceased-birth-date-western', 'deceased.birthDate')],
                    [20, print('）')],
                  ),
                ),
              ),
            ),
            row(
              26,
              label(SECOND, '死亡時年齢'),
              cell(
                0,
                text('deceased-age', 'age(deceased.birthDate, deceased.deathDate)', {
                  before: '満',
                  after: '歳',
                  align: 'centre',
                }),
              ),
            ),
          ),
        ),
        row(46, label(LABEL, '住所'), cell(0, address('deceased', person('deceased')))),
        row(
          28,
          label(LABEL, '死亡年月日'),
          cell(FIRST, date('deceased-death-date', 'deceased.deathDate', RECENT_ERAS)),
          label(SECOND, '基礎年金番号'),
          cell(0, cellsByHand('亡くなった方の基礎年金番号', [4, 6], 15.5)),
        ),
        row(
          27,
          label(LABEL, '年金の受給'),
          cell(FIRST, boxes('pension-received', 'pension.received', YES_NO)),
          label(SECOND, '年金コード'),
          cell(0, cellsByHand('亡くなった方の年金コード', [4], 15.5)),
        ),
        row(
          27,
          label(LABEL, '年金の種類'),
          cell(
            0,
            checks(['老齢基礎', '老齢厚生', '障害基礎', '障害厚生', '遺族年金', '共済', '企業・基金', '不明'], 8.5),
          ),
        ),
        row(
          27,
          label(LABEL, '配偶者'),
          cell(FIRST, boxes('deceased-spouse', 'deceased.spouse', YES_NO)),
          label(SECOND, '生計同一'),
          cell(0, checks(['同一世帯', '別世帯・同一生計', '別生計'], 8)),
        ),
      ),
      gap(8),
      part(
        '相談の内容',
        row(
          22,
          cell(
            0,
            checks(
              ['未支給年金', '年金受給権者死亡届', '遺族基礎年金', '遺族厚生年金', '寡婦年金', '死亡一時金', '加算額'],
              8.5,
            ),
          ),
        ),
        row(100, cell(0, byHand('相談の内容'))),
      ),
      gap(6),
      line(
        24,
        lines(
          [
            '　私は、年金相談のため、この受付票に記載した内容を、窓野市が年金事務所に電話等により伝えること及び年金事務所の職員が',
            '可搬型窓口装置の画面を通じて本人確認を行うことに同意します。',
          ],
          8,
        ),
      ),
      line(24, across([270, print('')], [0, signature('相談者の署名', '相談者署名')])),
      gap(6),
      advice('【ご用意いただくもの】', [
        '亡くなった方の年金証書（お持ちでないときは基礎年金番号の分かるもの）、相談者の本人確認書類、預金通帳、戸籍謄本（発行から６か月以内）',
      ]),
      gap(8),
      office(
        70,
        [
          row(
            24,
            label(52, '年金事務所'),
            cell(150, byHand('年金事務所の名称（市が記入）')),
            label(34, '担当'),
            cell(0),
          ),
          row(23, label(52, '連絡時刻'), cell(0, print('　　時　　分　～　　時　　分', { size: 8 }))),
          attachments('結果', ['相談終了', '予約', '郵送', '再相談'], 23),
        ],
        ['課長', '係長', '係員', '受付者'],
        46,
      ),
      foot('窓野市 医療助成年金課 年金係'),
    ],
  ],
};
