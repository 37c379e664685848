import { address, byHand, choice, comb, date, person, print, RECENT_ERAS, sealPlace, text } from '../content.ts';
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
import { list } from '../list.ts';
import { addressed, bankAccount, nameRows, signed, statement, WIDTHS } from '../parts.ts';
import { attachments } from './shared.ts';

const { label: LABEL, first: FIRST, second: SECOND } = WIDTHS;

/** 医療費助成給付申請書: what a family paid itself, as at a doctor's outside the prefecture, is paid back for its receipts. */
export const medicalSubsidy: Form = {
  heading: {
    id: 'medical-subsidy',
    version: 1,
    title: '医療費助成給付申請書',
    department: '医療助成年金課',
    procedures: ['iryohi-josei'],
    required: [
      'applicant.name',
      'applicant.address',
      'applicant.phone',
      'child.name',
      'child.birthDate',
      'child.subsidyNumber',
      'child.insurer',
      'child.insuranceNumber',
      'medical.kind',
      'medical.reason',
      'medical.receipts',
      'medical.total',
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
      at({ x: PAGE.right - 66, y: 30, width: 66, height: 62 }, sealPlace('受付印')),
      title('様式第４号（第７条関係）', '医療費助成給付申請書'),
      gap(3),
      line(
        17,
        choice('medical-kind', 'medical.kind', {
          child: '子ども',
          pregnant: '妊産婦',
          disabled: '重度心身障害者',
          single: 'ひとり親家庭',
          widow: '寡婦等',
        }),
      ),
      gap(5),
      addressed('申請日'),
      gap(2),
      statement(['　次のとおり医療費を支払ったので、領収書を添えて、医療費助成金の給付を申請します。']),
      gap(2),
      part(
        '申請者',
        row(
          52,
          nameRows('applicant', person('applicant')),
          rows(
            0,
            row(26, label(SECOND, '電話番号'), cell(0, text('applicant-phone', 'applicant.phone'))),
            row(
              26,
              label(SECOND, '受給者から', '見た続柄'),
              cell(0, byHand('受給者から見た申請者の続柄', '父　・　母　・　（　　　　　）')),
            ),
          ),
        ),
        row(44, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
      ),
      gap(4),
      part(
        '受給者',
        row(
          52,
          nameRows('child', person('child')),
          rows(
            0,
            row(26, label(SECOND, '受給者番号'), cell(0, comb('child-subsidy-number', 'child.subsidyNumber', [7], 18))),
            row(26, label(SECOND, '生年月日'), cell(0, date('child-birth-date', 'child.birthDate', RECENT_ERAS))),
          ),
        ),
        row(
          28,
          label(LABEL, '保険者名'),
          cell(FIRST, text('child-insurer', 'child.insurer', { lines: 2 })),
          label(SECOND, '記号・番号'),
          cell(0, text('child-insurance-number', 'child.insuranceNumber')),
        ),
        row(
          23,
          label(LABEL, '保険の種類'),
          cell(
            0,
            choice('child-insurer-kind', 'child.insurerKind', {
              national: '国保',
              association: '協会けんぽ',
              union: '健保組合',
              mutual: '共済組合',
              other: 'その他',
            }),
          ),
        ),
      ),
      gap(4),
      list('領収書', { id: 'receipts', value: 'medical.receipts', rows: 6, height: 24 }, [
        { words: '診療年月', width: 74, lines: 1 },
        { words: '医療機関・薬局の名称', width: 194, lines: 2 },
        { words: '入院・外来', width: 62, lines: 1 },
        { words: '保険点数', width: 68, lines: 1 },
        { words: '支払額（円）', width: 0, lines: 1 },
      ]),
      gap(4),
      part(
        '給付',
        row(
          26,
          label(LABEL, '領収書の枚数'),
          cell(FIRST, text('receipt-count', 'medical.receiptCount', { align: 'right', after: '枚' })),
          label(SECOND, '支払額合計'),
          cell(0, text('receipt-total', 'medical.total', { align: 'right', after: '円', size: { max: 14, min: 9 } })),
        ),
        row(
          23,
          label(LABEL, '申請の理由'),
          cell(
            0,
            choice('medical-reason', 'medical.reason', {
              outside: '県外で受診',
              card: '受給者証を提示せず受診',
              device: '治療用装具',
              other: 'その他',
            }),
          ),
        ),
        row(
          23,
          label(LABEL, '他の給付'),
          cell(
            FIRST,
            choice(
              'other-benefit',
              'medical.otherBenefit',
              { yes: '受ける', no: '受けない', unknown: '不明' },
              { size: 8.5 },
            ),
          ),
          cell(0, print('高額療養費、付加給付、学校の災害共済給付など', { size: 8 })),
        ),
      ),
      gap(4),
      bankAccount(),
      signed('上記のとおり申請します。', '申請者', 26),
      gap(3),
      advice('【注意】', [
        '１　受診した月の翌月から２年を過ぎた医療費は、申請できません。',
        '２　領収書は、受診した方の氏名、診療年月、保険点数及び医療機関名が分かるものに限ります。食事代や文書料は対象外です。',
        '３　高額療養費や付加給付が支給されるときは、その支給決定通知書も添えてください。',
      ]),
      gap(4),
      office(
        60,
        [
          attachments('資格確認', ['受給者証', '資格情報', '所得'], 20),
          attachments('添付書類', ['領収書', '通帳写し', '本人確認', '決定通知'], 20),
          row(20, label(52, '給付決定'), cell(0, print('令和　　年　　月　　日　　　　　　　円', { size: 8 }))),
        ],
        ['課長', '係長', '係員', '受付者'],
      ),
      foot('窓野市 医療助成年金課 医療助成係'),
    ],
  ],
};
