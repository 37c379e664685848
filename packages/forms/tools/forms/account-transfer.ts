import {
  across,
  address,
  byHand,
  checks,
  choice,
  comb,
  date,
  down,
  kana,
  name,
  person,
  print,
  sealPlace,
  text,
} from '../content.ts';
import {
  advice,
  at,
  cell,
  cutLine,
  foot,
  type Form,
  gap,
  label,
  line,
  PAGE,
  part,
  row,
  rows,
  table,
  title,
} from '../layout.ts';
import { signed } from '../parts.ts';

const LABEL = 70;
const SECOND = 62;
const FIRST = 185;
const ACCOUNT_KINDS = { ordinary: '普通', current: '当座' };

/** 公金口座振替依頼書兼公金口座振替届: the request to the bank above, the notice to the city below. A form with fields to type into. */
export const accountTransfer: Form = {
  heading: {
    id: 'account-transfer',
    version: 1,
    title: '公金口座振替依頼書兼公金口座振替届',
    department: '納税課',
    procedures: ['okuyami'],
    required: [
      'applicant.name',
      'applicant.address',
      'applicant.phone',
      'bank.institution',
      'bank.branch',
      'bank.accountKind',
      'bank.accountNumber',
      'bank.accountHolder',
      'application.date',
    ],
  },
  medium: 'acro-form',
  pages: [
    [
      title('様式第22号（第31条関係）', '窓野市公金口座振替依頼書', 17, '〔金融機関保管〕'),
      line(
        18,
        across(
          [330, print('（宛先）　下記の取扱金融機関', { size: 10 })],
          [36, print('申込日')],
          [0, date('application-date', 'application.date', ['reiwa'], false)],
        ),
      ),
      gap(4),
      line(
        24,
        down(
          print(
            '　私は、下記の公金を口座振替により納付したいので、納付書等を窓野市から貴店に送付されたときは、私に通知することなく、',
            { size: 8.5 },
          ),
          print('下記の預金口座から引き落とし、納付手続をしてください。', { size: 8.5 }),
        ),
      ),
      gap(6),
      part(
        '申込者',
        row(
          50,
          rows(
            LABEL + FIRST,
            row(16, label(LABEL, 'フリガナ'), cell(0, kana('applicant-name-kana', 'applicant.nameKana'))),
            row(34, label(LABEL, '氏名'), cell(0, name('applicant-name', 'applicant.name'))),
          ),
          rows(
            0,
            row(25, label(SECOND, '電話番号'), cell(0, text('applicant-phone', 'applicant.phone'))),
            row(
              25,
              label(SECOND, '前の納付者'),
              cell(0, text('deceased-name', 'deceased.name', { size: { max: 11, min: 6 }, lines: 2 })),
            ),
          ),
        ),
        row(46, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
      ),
      gap(7),
      part(
        '振替口座',
        row(
          30,
          label(LABEL, '金融機関名'),
          cell(FIRST, text('bank-institution', 'bank.institution', { lines: 2 })),
          label(SECOND, '支店名'),
          cell(0, text('bank-branch', 'bank.branch', { lines: 2 })),
        ),
        row(
          56,
          rows(
            LABEL + FIRST,
            row(
              28,
              label(LABEL, '口座種別'),
              cell(0, choice('bank-account-kind', 'bank.accountKind', ACCOUNT_KINDS, { size: 10 })),
            ),
            row(
              28,
              label(LABEL, '口座番号', '（右詰め）'),
              cell(0, comb('bank-account-number', 'bank.accountNumber', [7], 19, 'right')),
            ),
          ),
          label(SECOND, '届出印'),
          cell(0, byHand('金融機関への届出印', '（通帳の届出印を押してください）', { size: 7, align: 'centre' })),
        ),
        row(
          28,
          label(LABEL, '口座名義', '（カタカナ）'),
          cell(0, text('bank-account-holder', 'bank.accountHolder', { lines: 2 })),
        ),
      ),
      gap(7),
      part(
        '公金の種類',
        row(
          52,
          cell(
            0,
            down(
              checks(
                ['市民税・県民税（普通徴収）', '固定資産税・都市計画税', '軽自動車税（種別割）', '国民健康保険税'],
                8.5,
              ),
              checks(
                [
                  '介護保険料',
                  '後期高齢者医療保険料',
                  '保育料',
                  '市営住宅使用料',
                  '学校給食費',
                  '水道料金・下水道使用料',
                ],
                8.5,
              ),
            ),
          ),
        ),
        row(
          29,
          label(LABEL, '納付の方法'),
          cell(FIRST, choice('payment-period', 'payment.period', { each: '期別（納期ごと）', whole: '全期前納' })),
          label(SECOND, '開始時期'),
          cell(0, byHand('口座振替の開始時期', '令和　　　年度　　　　期から')),
        ),
      ),
      gap(7),
      advice('【約定】', [
        '１　預金の払戻しは、預金規定等にかかわらず、小切手の振出し又は預金通帳及び払戻請求書の提出をしません。',
        '２　納期限の日に預金残高が振替額に満たないときは、納付書等を返却されても異議ありません。',
        '３　この契約を解除するときは、届出の書面を提出します。',
      ]),
      gap(6),
      table(
        row(
          32,
          label(LABEL, '金融機関', '使用欄'),
          cell(0, checks(['印鑑相違', '口座番号相違', '口座名義相違', '口座なし', 'その他'], 8)),
          cell(44, print('検印', { size: 7 })),
          cell(44, print('印鑑照合', { size: 7 })),
          cell(44, print('受付', { size: 7 })),
        ),
      ),
      gap(5),
      cutLine('切り離さないでください'),
      at({ x: PAGE.right - 108, y: 552, width: 108, height: 60 }, sealPlace('取扱金融機関　受付印')),
      title('', '窓野市公金口座振替届', 15, '〔窓野市保管〕'),
      line(18, print('（宛先）　窓　野　市　長', { size: 10 })),
      line(
        16,
        print('　上記の公金を口座振替により納付することを、取扱金融機関に依頼したので届け出ます。', { size: 8.5 }),
      ),
      gap(4),
      part(
        '届出者',
        row(
          32,
          label(LABEL, '氏名'),
          cell(FIRST, name('notice-applicant-name', 'applicant.name')),
          label(SECOND, '届出日'),
          cell(0, date('notice-date', 'application.date', ['reiwa'], false)),
        ),
        row(
          30,
          label(LABEL, '住所'),
          cell(
            0,
            text('notice-applicant-address', '"〒" + applicant.postalCode + "\u3000" + applicant.address', {
              lines: 2,
              size: { max: 11, min: 8 },
            }),
          ),
        ),
        row(
          28,
          label(LABEL, '振替口座'),
          cell(
            FIRST,
            text('notice-bank', 'bank.institution + "\u3000" + bank.branch', { lines: 2, size: { max: 11, min: 7 } }),
          ),
          label(SECOND, '口座番号'),
          cell(
            0,
            across(
              [44, choice('notice-account-kind', 'bank.accountKind', { ordinary: '普', current: '当' })],
              [0, comb('notice-account-number', 'bank.accountNumber', [7], 17, 'right')],
            ),
          ),
        ),
      ),
      signed('上記のとおり届け出ます。', '届出者', 26),
      gap(7),
      table(
        row(
          22,
          label(LABEL, '市使用欄'),
          cell(0, checks(['宛名番号', '登録済', '返戻'], 8)),
          label(52, '通知書番号'),
          cell(100),
          label(34, '係員'),
          cell(40),
        ),
      ),
      foot('窓野市 納税課 管理係'),
    ],
  ],
};
