import {
  boxes,
  choice,
  comb,
  date,
  kana,
  name,
  pageNumber,
  person,
  RECENT_ERAS,
  sealPlace,
  text,
  address,
} from '../content.ts';
import {
  advice,
  at,
  cell,
  type Cell,
  foot,
  type Form,
  gap,
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
import { continuationSheet } from '../continuation.ts';
import { list } from '../list.ts';
import { addressed, signed, statement, WIDTHS } from '../parts.ts';
import { attachments } from './shared.ts';

const { label: LABEL, first: FIRST, second: SECOND } = WIDTHS;
const OFFICE = '窓野市上下水道局 給排水課';
const OFFICERS = { id: 'officers', value: 'company.officers', smallest: 6 } as const;
const OFFICER_COLUMNS = [
  { words: '氏名', width: 220, lines: 1 },
  { words: 'フリガナ', width: 0, lines: 1 },
];
const YES_NO = { yes: '可', no: '不可' } as const;
const DOES = { yes: '対応', no: '非対応' } as const;

/** Whether the answers of a part may be published. */
const published = (id: string, value: string, height = 20): Row =>
  row(height, label(LABEL, '公表'), cell(0, choice(id, value, YES_NO, { size: 8.5 })));

/** A kind of work, and whether it is done. */
const work = (width: number, words: string, id: string, value: string): Cell[] => [
  label(176, words),
  cell(width, choice(id, value, DOES, { size: 8 })),
];

/** 指定給水装置工事事業者指定更新申請書, and on its second page what the water office asks at a renewal. */
export const waterworksRenewal: Form = {
  heading: {
    id: 'waterworks-renewal',
    version: 1,
    title: '指定給水装置工事事業者指定更新申請書',
    department: '給排水課',
    procedures: ['kyusui-koshin'],
    required: [
      'company.kind',
      'company.name',
      'company.nameKana',
      'company.postalCode',
      'company.address',
      'company.phone',
      'company.licence',
      'company.licenceTo',
      'company.scope',
      'company.offices',
      'company.oath',
      'application.date',
    ],
  },
  medium: 'acro-form',
  pages: [
    [
      at({ x: PAGE.right - 66, y: 28, width: 66, height: 48 }, sealPlace('受付印')),
      title('様式第１（第18条及び第34条関係）', '指定給水装置工事事業者指定更新申請書', 14.5),
      gap(6),
      addressed('申請日', { to: '窓野市上下水道事業管理者' }),
      gap(2),
      statement([
        '　水道法第25条の３の２第１項の規定による指定の更新を受けたいので、同条第４項において準用する',
        '同法第25条の２第１項の規定により、次のとおり申請します。',
      ]),
      gap(4),
      part(
        '申請者',
        row(
          52,
          rows(
            LABEL + FIRST + 28,
            row(17, label(LABEL, 'フリガナ'), cell(0, kana('company-name-kana', 'company.nameKana'))),
            row(35, label(LABEL, '氏名又は名称'), cell(0, name('company-name', 'company.name'))),
          ),
          rows(
            0,
            row(
              26,
              label(52, '種別'),
              cell(
                0,
                choice('company-kind', 'company.kind', { corporation: '法人', individual: '個人' }, { size: 8.5 }),
              ),
            ),
            row(
              26,
              label(52, '生年月日'),
              cell(0, date('company-birth-date', 'company.birthDate', ['showa', 'heisei'])),
            ),
          ),
        ),
        row(46, label(LABEL, '住所・所在地'), cell(0, address('company', person('company')))),
        row(
          30,
          label(LABEL, '代表者氏名'),
          cell(FIRST, name('representative', 'company.representative', { size: { max: 12, min: 8 } })),
          label(SECOND, '電話番号'),
          cell(0, text('company-phone', 'company.phone')),
        ),
        row(
          26,
          label(LABEL, '法人番号'),
          cell(FIRST + 14, comb('company-number', 'company.number', [13], 12.5)),
          label(48, '担当者'),
          cell(0, text('contact', 'company.contact', { lines: 2, size: { max: 11, min: 8 } })),
        ),
        row(24, label(LABEL, 'メール'), cell(0, text('company-email', 'company.email'))),
        row(
          26,
          label(LABEL, '指定番号'),
          cell(70, text('licence', 'company.licence', { before: '第', after: '号', align: 'centre' })),
          label(46, '指定日'),
          cell(125, date('licence-from', 'company.licenceFrom', RECENT_ERAS)),
          label(46, '有効期限'),
          cell(0, date('licence-to', 'company.licenceTo', RECENT_ERAS)),
        ),
      ),
      gap(5),
      list(
        '役員',
        { ...OFFICERS, rows: 10, height: 17, ordinals: { width: 20, words: (index) => String(index + 1) } },
        OFFICER_COLUMNS,
      ),
      gap(5),
      part(
        '事業',
        row(
          34,
          label(LABEL, '事業の範囲'),
          cell(FIRST, choice('scope', 'company.scope', { statutes: '定款の通り', none: '定款なし' }, { size: 8.5 })),
          label(SECOND, '定款なしの', 'ときの範囲'),
          cell(0, text('scope-words', 'company.scopeWords', { lines: 3, size: { max: 11, min: 7 } })),
        ),
      ),
      gap(5),
      list('事業所', { id: 'offices', value: 'company.offices', rows: 5, height: 30, smallest: 7 }, [
        { words: '事業所の名称', width: 130, lines: 2 },
        { words: '所在地', width: 160, lines: 3 },
        { words: '給水装置工事主任技術者', width: 120, lines: 2 },
        { words: '免状の番号', width: 0, lines: 2 },
      ]),
      gap(6),
      statement(['　水道法第25条の３第１項第３号イからヘまでのいずれにも該当しないことを誓約します。']),
      line(16, boxes('oath', 'company.oath', { agreed: '誓約します' })),
      signed('上記のとおり相違ありません。', '申請者', 26),
      foot(OFFICE, pageNumber()),
    ],
    [
      title('様式第１の２', '更新時の確認事項', 15),
      part(
        '講習会',
        published('seminar-public', 'works.seminarPublic'),
        row(
          24,
          label(LABEL, '受講の実績'),
          cell(FIRST, choice('seminar', 'works.seminar', { taken: '受講済み', not: '未受講' })),
          label(SECOND, '受講日'),
          cell(0, date('seminar-date', 'works.seminarDate', RECENT_ERAS)),
        ),
      ),
      gap(4),
      part(
        '業務内容',
        published('hours-public', 'works.hoursPublic'),
        row(28, label(LABEL, '休業日'), cell(0, text('holidays', 'works.holidays'))),
        row(
          28,
          label(LABEL, '営業時間'),
          cell(FIRST, text('hours', 'works.hours', { lines: 2 })),
          label(SECOND, '修繕対応'),
          cell(0, text('repair-hours', 'works.repairHours', { lines: 2 })),
        ),
      ),
      gap(4),
      part(
        '漏水修繕',
        published('repair-public', 'works.repairPublic'),
        row(
          22,
          ...work(69.64, '屋内給水装置の修繕', 'repair-indoor', 'works.repairIndoor'),
          ...work(0, '埋設部の修繕', 'repair-buried', 'works.repairBuried'),
        ),
        row(24, label(LABEL, 'その他'), cell(0, text('repair-other', 'works.repairOther'))),
      ),
      gap(4),
      part(
        '工事種別',
        published('kinds-public', 'works.kindsPublic'),
        row(
          22,
          ...work(69.64, '配水管の分岐から水道メーターの新設', 'main-new', 'works.mainNew'),
          ...work(0, '配水管の分岐から水道メーターの改造', 'main-alter', 'works.mainAlter'),
        ),
        row(
          22,
          ...work(69.64, '水道メーターから宅内給水装置の新設', 'house-new', 'works.houseNew'),
          ...work(0, '水道メーターから宅内給水装置の改造', 'house-alter', 'works.houseAlter'),
        ),
      ),
      gap(4),
      part(
        '凍結',
        row(
          28,
          label(LABEL, '公表'),
          cell(FIRST, choice('freeze-public', 'works.freezePublic', YES_NO, { size: 8.5 })),
          label(SECOND, '冬期の凍結'),
          cell(0, choice('freeze', 'works.freeze', YES_NO, { size: 9 })),
        ),
      ),
      gap(4),
      part('研修', published('training-public', 'works.trainingPublic', 24)),
      list('受講状況', { id: 'trainings', value: 'works.trainings', rows: 5, height: 26, smallest: 6 }, [
        { words: '受講者名', width: 110, lines: 2 },
        { words: '研修会名', width: 170, lines: 2 },
        { words: '実施団体', width: 120, lines: 2 },
        { words: '年月日', width: 0, lines: 1 },
      ]),
      gap(4),
      part(
        '技能',
        row(
          28,
          label(LABEL, '公表'),
          cell(FIRST, choice('skilled-public', 'works.skilledPublic', YES_NO, { size: 8.5 })),
          label(SECOND, '分岐の工事'),
          cell(0, choice('branch', 'works.branch', { does: '施工する', not: '施工しない' }, { size: 9 })),
        ),
      ),
      list('技能保持者', { id: 'skilled', value: 'works.skilled', rows: 5, height: 26, smallest: 6 }, [
        { words: '氏名', width: 110, lines: 2 },
        { words: '工事の経験', width: 180, lines: 2 },
        { words: '資格', width: 130, lines: 2 },
        { words: '工事の年度', width: 0, lines: 1 },
      ]),
      gap(4),
      advice('【添付書類】', [
        '機械器具調書、定款の写し、登記事項証明書（法人）又は住民票の写し（個人）、主任技術者免状の写し',
      ]),
      gap(3),
      office(
        44,
        [
          attachments('添付書類', ['調書', '定款', '登記・住民票', '免状'], 22),
          attachments('処理', ['手数料', '台帳', '公表'], 22),
        ],
        ['課長', '係長', '係員', '受付'],
      ),
      foot(OFFICE, pageNumber()),
    ],
    continuationSheet(
      { number: '様式第１（第18条及び第34条関係）', words: '役員の一覧', office: OFFICE, paper: '申請書' },
      [
        { label: '氏名又は名称', id: 'sheet-company-name', value: 'company.name' },
        { label: '代表者氏名', id: 'sheet-representative', value: 'company.representative' },
      ],
      // Without numbers, because the sheet is printed as often as it takes.
      list('役員', { ...OFFICERS, rows: 20, height: 26, ordinals: { width: 20, words: () => '' } }, OFFICER_COLUMNS),
      [],
    ),
  ],
};
