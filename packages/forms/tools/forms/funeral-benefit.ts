import {
  across,
  address,
  BIRTH_ERAS,
  byHand,
  cellsByHand,
  choice,
  date,
  down,
  kana,
  name,
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
import { addressed, bankAccount, signed } from '../parts.ts';
import { attachments } from './shared.ts';

const LABEL = 70;
const SECOND = 62;
const FIRST = 173;

/** 葬祭費支給申請書: the funeral allowance of the national and of the late-stage health insurance. */
export const funeralBenefit: Form = {
  heading: {
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
  },
  medium: 'drawing',
  pages: [
    [
      at({ x: PAGE.right - 72, y: 32, width: 72, height: 72 }, sealPlace('受付印')),
      title('様式第７号（第12条関係）', '葬祭費支給申請書兼請求書'),
      gap(5),
      line(
        17,
        choice(
          'insurance',
          'insurance.kind',
          { national: '国民健康保険', 'late-stage': '後期高齢者医療' },
          { size: 11 },
        ),
      ),
      line(12, print('（該当する方を○で囲んでください。）', { size: 7, align: 'centre' })),
      gap(8),
      addressed('申請日'),
      gap(6),
      line(
        14,
        print('　次のとおり、葬祭費の支給を申請します。支給が決定したときは、下記の口座に振り込んでください。', {
          size: 9.5,
        }),
      ),
      line(11, print('太枠の中を記入してください。', { size: 7, align: 'right' })),
      part(
        '申請者',
        row(46, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
        row(
          34,
          label(LABEL, '氏名'),
          cell(FIRST, name('applicant-name', 'applicant.name')),
          label(SECOND, '亡くなった', '方との関係'),
          cell(0, text('applicant-relation', 'applicant.relation')),
        ),
        row(
          26,
          label(LABEL, '電話番号'),
          cell(FIRST, text('applicant-phone', 'applicant.phone')),
          label(SECOND, '個人番号'),
          cell(0, cellsByHand('申請者の個人番号', [4, 4, 4], 12.2)),
        ),
      ),
      gap(5),
      part(
        '亡くなった被保険者',
        row(
          26,
          label(LABEL, '記号・番号'),
          cell(FIRST, byHand('被保険者の記号・番号（分かるとき）', '窓　　　　　　　　－')),
          label(SECOND, '個人番号'),
          cell(0, cellsByHand('亡くなった方の個人番号', [4, 4, 4], 12.2)),
        ),
        row(
          52,
          rows(
            LABEL + FIRST,
            row(17, label(LABEL, 'フリガナ'), cell(0, kana('deceased-name-kana', 'deceased.nameKana'))),
            row(35, label(LABEL, '氏名'), cell(0, name('deceased-name', 'deceased.name'))),
          ),
          label(SECOND, '生年月日'),
          cell(0, date('deceased-birth-date', 'deceased.birthDate', BIRTH_ERAS)),
        ),
        row(46, label(LABEL, '住所'), cell(0, address('deceased', person('deceased')))),
        row(
          27,
          label(LABEL, '死亡年月日'),
          cell(FIRST, date('deceased-death-date', 'deceased.deathDate', RECENT_ERAS)),
          label(SECOND, '第三者行為'),
          cell(
            0,
            across([134, print('死亡の原因が交通事故など')], [0, byHand('交通事故などか（有・無）', '有 ・ 無')]),
          ),
        ),
      ),
      gap(5),
      part(
        '葬祭',
        row(
          27,
          label(LABEL, '葬祭を行った日'),
          cell(FIRST, date('funeral-date', 'funeral.date', RECENT_ERAS)),
          label(SECOND, '葬祭の種類'),
          cell(
            0,
            choice('funeral-kind', 'funeral.kind', {
              funeral: '葬儀',
              farewell: '告別式',
              cremation: '火葬',
              burial: '埋葬',
            }),
          ),
        ),
        row(
          34,
          label(LABEL, '葬祭を行った方', '（喪主）の氏名'),
          cell(FIRST, name('chief-mourner', 'first(funeral.chiefMourner, applicant.name)')),
          label(SECOND, '申請金額'),
          cell(0, print('30,000 円', { size: 13, align: 'centre' })),
        ),
      ),
      gap(5),
      bankAccount(),
      gap(5),
      part(
        '委任',
        row(
          50,
          cell(
            0,
            down(
              print('上記の振込先が申請者以外の方の口座であるときは、葬祭費の受領を、次の者に委任します。', {
                size: 8,
              }),
              across(
                [300, signature('受任者の住所（申請者以外の口座に振り込むとき）', ' 受任者　住所')],
                [0, signature('受任者の氏名（申請者以外の口座に振り込むとき）', '　氏名')],
              ),
              signature('委任者の署名（申請者以外の口座に振り込むとき）', ' 委任者（申請者）署名'),
            ),
          ),
        ),
      ),
      signed('上記のとおり相違ありません。', '申請者', 30),
      gap(4),
      advice('【記入上の注意】', [
        '１　黒のボールペンで記入してください。消せるボールペンや鉛筆では受け付けできません。',
        '２　葬祭を行った日の翌日から２年を過ぎると、時効により申請できません。',
        '３　振込先は、申請者名義の口座に限ります。ゆうちょ銀行は、振込用の店名（漢数字３文字）と口座番号（７桁）を記入してください。',
        '４　次の書類を添えてください。⑴ 会葬礼状又は葬儀の領収書等（葬祭を行った方の氏名が分かるもの）',
        '　　⑵ 振込先の通帳又はキャッシュカードの写し　⑶ 申請者の本人確認書類',
      ]),
      gap(3),
      office(
        66,
        [
          attachments('資格確認', ['国保', '後期', '喪失処理済', '滞納なし']),
          attachments('添付書類', ['会葬礼状等', '通帳写し', '本人確認']),
          row(22, label(52, '支給決定'), cell(0, print('令和　　年　　月　　日　　　　　　　円', { size: 8 }))),
        ],
        ['課長', '課長補佐', '係長', '係員', '受付者'],
      ),
      foot('窓野市 健康保険課 給付係'),
    ],
  ],
};
