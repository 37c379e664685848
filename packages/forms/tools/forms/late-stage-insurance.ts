import {
  across,
  address,
  BIRTH_ERAS,
  byHand,
  cellsByHand,
  checks,
  choice,
  comb,
  date,
  down,
  heir,
  kana,
  lines,
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
import { bankAccount } from '../parts.ts';
import { attachments } from './shared.ts';

const LABEL = 76;
const SECOND = 62;
const FIRST = 173;
const OFFICE = '窓野市 健康保険課 給付係';

/** 後期高齢者医療被保険者資格 取得・変更・喪失 受付連絡票, and on its second page 申立書・誓約書. */
export const lateStageInsurance: Form = {
  heading: {
    id: 'late-stage-insurance',
    version: 1,
    title: '後期高齢者医療被保険者資格 取得・変更・喪失 受付連絡票／申立書・誓約書',
    department: '健康保険課',
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
      'applicant.heirRole',
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
      at({ x: PAGE.right - 66, y: 28, width: 66, height: 62 }, sealPlace('受付印')),
      title('様式第３号（事務取扱要領第６条関係）', '後期高齢者医療被保険者資格', 13),
      line(20, print('取得・変更・喪失　受付連絡票', { size: 15, face: 'bold', align: 'centre', spacing: 2 })),
      gap(8),
      line(
        18,
        across(
          [330, print('（宛先）　窓野県後期高齢者医療広域連合長', { size: 10 })],
          [36, print('届出日')],
          [0, date('application-date', 'application.date', ['reiwa'], false)],
        ),
      ),
      gap(8),
      part(
        '届出の区分',
        row(
          28,
          label(LABEL, '取得'),
          cell(0, checks(['75歳到達', '障害認定', '転入', '生活保護廃止', '適用除外の非該当', 'その他'], 8.5)),
        ),
        row(
          28,
          label(LABEL, '変更'),
          cell(
            0,
            checks(['氏名', '住所（県内転居）', '世帯', '送付先', '負担区分', '被保険者証等の再交付', 'その他'], 8.5),
          ),
        ),
        row(
          28,
          label(LABEL, '喪失'),
          cell(
            0,
            checks(
              [
                { id: 'lost-by-death', value: 'deceased.deathDate', word: '死亡' },
                '県外転出',
                '障害認定の撤回',
                '生活保護開始',
                '適用除外',
                'その他',
              ],
              8.5,
            ),
          ),
        ),
        row(
          30,
          label(LABEL, '異動年月日'),
          cell(FIRST, date('deceased-death-date', 'deceased.deathDate', RECENT_ERAS)),
          label(SECOND, '受付窓口'),
          cell(0, checks(['本庁', '支所', '遠隔窓口'], 8.5)),
        ),
      ),
      gap(8),
      part(
        '被保険者',
        row(
          32,
          label(LABEL, '被保険者番号'),
          cell(FIRST, comb('insurance-number', 'insurance.number', [8], 17)),
          label(SECOND, '個人番号'),
          cell(0, cellsByHand('亡くなった方の個人番号', [4, 4, 4], 11.8)),
        ),
        row(
          54,
          rows(
            LABEL + FIRST,
            row(18, label(LABEL, 'フリガナ'), cell(0, kana('deceased-name-kana', 'deceased.nameKana'))),
            row(36, label(LABEL, '氏名'), cell(0, name('deceased-name', 'deceased.name'))),
          ),
          rows(
            0,
            row(27, label(SECOND, '生年月日'), cell(0, date('deceased-birth-date', 'deceased.birthDate', BIRTH_ERAS))),
            row(27, label(SECOND, '性別'), cell(0, byHand('亡くなった方の性別', '男　・　女', { align: 'centre' }))),
          ),
        ),
        row(50, label(LABEL, '住所'), cell(0, address('deceased', person('deceased')))),
        row(
          28,
          label(LABEL, '返却するもの'),
          cell(0, checks(['資格確認書', '被保険者証', '限度額適用認定証', '特定疾病療養受療証', '紛失'], 8.5)),
        ),
      ),
      gap(8),
      part(
        '届出者',
        row(
          36,
          label(LABEL, '氏名'),
          cell(FIRST, name('applicant-name', 'applicant.name')),
          label(SECOND, '被保険者', 'との続柄'),
          cell(0, text('applicant-relation', 'applicant.relation')),
        ),
        row(50, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
        row(
          30,
          label(LABEL, '電話番号'),
          cell(FIRST, text('applicant-phone', 'applicant.phone')),
          label(SECOND, '本人確認'),
          cell(0, checks(['１点', '２点', '聞き取り'], 8.5)),
        ),
      ),
      gap(8),
      part(
        '保険料',
        row(
          30,
          label(LABEL, '納付の方法'),
          cell(FIRST, checks(['年金天引き', '口座振替', '納付書'], 8.5)),
          label(SECOND, '精算の見込'),
          cell(0, checks(['還付', '不足', 'なし'], 8.5)),
        ),
        row(
          30,
          label(LABEL, '未支給の給付'),
          cell(0, checks(['高額療養費', '療養費', '高額介護合算療養費', 'なし', '確認中'], 8.5)),
        ),
      ),
      gap(10),
      advice('【受付での確認】', [
        '１　死亡による喪失のときは、２枚目の申立書・誓約書に記入していただき、還付金等の振込先を確認してください。',
        '２　葬祭を行った方には、葬祭費支給申請書を案内してください。',
        '３　年金天引きの方は、年金の受給停止の手続が済んでいるかを確認してください。',
      ]),
      gap(10),
      office(
        72,
        [
          attachments('広域連合', ['送信済', '入力済', '返却物送付'], 24),
          attachments('国保・介護', ['国保連絡', '介護連絡', '医療助成連絡'], 24),
          row(24, label(52, '処理年月日'), cell(0, print('令和　　年　　月　　日', { size: 8 }))),
        ],
        ['課長', '課長補佐', '係長', '係員', '受付者'],
        48,
      ),
      foot(OFFICE, pageNumber()),
    ],
    [
      title('様式第３号の２（事務取扱要領第６条関係）', '申立書・誓約書'),
      gap(10),
      line(
        18,
        across(
          [330, print('（宛先）　窓野県後期高齢者医療広域連合長', { size: 10 })],
          [0, date('statement-date', 'application.date', ['reiwa'], false)],
        ),
      ),
      gap(12),
      line(
        58,
        lines(
          [
            '　下記の被保険者の死亡により支給される高額療養費等の給付金及び過納となった後期高齢者医療保険料の還付金（以下「還付金等」',
            'という。）について、私は、次のとおり申し立て、還付金等を下記の口座に振り込むよう依頼します。',
            '　なお、還付金等の受領について他の相続人から異議の申立てがあったときは、私が責任をもって解決し、広域連合及び窓野市に',
            '一切の迷惑をかけないことを誓約します。',
          ],
          8.5,
          1.6,
        ),
      ),
      gap(9),
      part(
        '被保険者',
        row(
          34,
          label(LABEL, '氏名'),
          cell(FIRST, name('statement-deceased-name', 'deceased.name')),
          label(SECOND, '被保険者番号'),
          cell(0, comb('statement-insurance-number', 'insurance.number', [8], 17)),
        ),
        row(
          28,
          label(LABEL, '生年月日'),
          cell(FIRST, date('statement-birth-date', 'deceased.birthDate', BIRTH_ERAS)),
          label(SECOND, '死亡年月日'),
          cell(0, date('statement-death-date', 'deceased.deathDate', RECENT_ERAS)),
        ),
      ),
      gap(9),
      part(
        '申立人',
        row(
          30,
          label(LABEL, '申立人は', '（不要を消す）'),
          cell(
            0,
            choice(
              'heir-role',
              'applicant.heirRole',
              { representative: '相続人の代表者である', delegate: '相続人の代表者から受領を委任された者である' },
              { size: 10, mark: 'strike' },
            ),
          ),
        ),
        row(
          36,
          label(LABEL, '氏名'),
          cell(FIRST, name('statement-applicant-name', 'applicant.name')),
          label(SECOND, '被保険者', 'との続柄'),
          cell(0, text('statement-applicant-relation', 'applicant.relation')),
        ),
        row(48, label(LABEL, '住所'), cell(0, address('statement-applicant', person('applicant')))),
        row(
          28,
          label(LABEL, '電話番号'),
          cell(FIRST, text('statement-applicant-phone', 'applicant.phone')),
          label(SECOND, '署名'),
          cell(0, byHand('申立人の署名')),
        ),
      ),
      gap(9),
      part(
        '相続人代表者',
        row(
          36,
          label(LABEL, '氏名'),
          cell(FIRST, name('heir-name', 'first(heir.name, applicant.name)')),
          label(SECOND, '被保険者', 'との続柄'),
          cell(0, text('heir-relation', heir('relation'))),
        ),
        row(48, label(LABEL, '住所'), cell(0, address('heir', heir))),
      ),
      gap(9),
      bankAccount(LABEL),
      gap(9),
      part(
        '委任',
        row(
          58,
          cell(
            0,
            down(
              print('　相続人の代表者でない方が受領するとき　　還付金等の受領を上記の申立人に委任します。', {
                size: 8,
              }),
              across(
                [300, signature('委任する相続人代表者の住所', ' 代表者　住所')],
                [0, byHand('委任の年月日', '令和　　年　　月　　日', { size: 8, align: 'right' })],
              ),
              signature('委任する相続人代表者の署名', ' 代表者　署名'),
            ),
          ),
        ),
      ),
      gap(11),
      advice('【注意】', [
        '１　還付金等は、被保険者の相続財産となることがあります。相続人の間でよく話し合ってから記入してください。',
        '２　相続放棄をした方は、申立人になることができません。',
        '３　振込先は、申立人名義の口座に限ります。通帳の写しを添えてください。',
        '４　保険料の不足が生じたときは、相続人の方に納付書を送ります。',
      ]),
      gap(11),
      office(
        66,
        [
          attachments('確認書類', ['戸籍', '本人確認', '通帳写し'], 22),
          attachments('還付金等', ['保険料', '高額療養費', '療養費'], 22),
          row(22, label(52, '金額'), cell(0, print('　　　　　　　　　　円', { size: 8 }))),
        ],
        ['課長', '課長補佐', '係長', '係員', '受付者'],
        48,
      ),
      foot(OFFICE, pageNumber()),
    ],
  ],
};
