import { address, checks, choice, name, person, print, sealPlace, text } from '../content.ts';
import { advice, at, cell, foot, type Form, gap, label, office, PAGE, part, row, title } from '../layout.ts';
import { list } from '../list.ts';
import { addressed, signed, statement, WIDTHS } from '../parts.ts';
import { attachments } from './shared.ts';

const { label: LABEL, first: FIRST, second: SECOND } = WIDTHS;

/** 建築計画概要書閲覧申請書: what was planned on a plot is shown to whoever asks. */
export const planViewing: Form = {
  heading: {
    id: 'plan-viewing',
    version: 1,
    title: '建築計画概要書等閲覧申請書',
    department: '建築指導課',
    procedures: ['gaiyosho-etsuran'],
    required: ['applicant.name', 'applicant.address', 'applicant.phone', 'viewing.items', 'application.date'],
  },
  medium: 'scan',
  pages: [
    [
      at({ x: PAGE.right - 66, y: 28, width: 66, height: 48 }, sealPlace('受付印')),
      title('様式第２号（第４条関係）', '建築計画概要書等閲覧申請書'),
      gap(12),
      addressed('申請日'),
      gap(6),
      statement(['　建築基準法第93条の２の規定により、次のとおり建築計画概要書等の閲覧を申請します。']),
      gap(8),
      part(
        '閲覧者',
        row(
          36,
          label(LABEL, '氏名'),
          cell(FIRST, name('applicant-name', 'applicant.name')),
          label(SECOND, '電話番号'),
          cell(0, text('applicant-phone', 'applicant.phone')),
        ),
        row(48, label(LABEL, '住所'), cell(0, address('applicant', person('applicant')))),
        row(30, label(LABEL, '会社名'), cell(0, text('company', 'viewer.company', { lines: 2 }))),
        row(
          48,
          label(LABEL, '会社住所'),
          cell(
            0,
            address('company', (field) => (field === 'address' ? 'viewer.companyAddress' : 'viewer.companyPostalCode')),
          ),
        ),
      ),
      gap(8),
      list(
        '閲覧を希望する概要書',
        {
          id: 'items',
          value: 'viewing.items',
          rows: 6,
          height: 32,
          smallest: 7,
          ordinals: { width: 20, words: (index) => String(index + 1) },
        },
        [
          { words: '閲覧目的', width: 62, lines: 2 },
          { words: '建築主名', width: 104, lines: 2 },
          { words: '地名地番', width: 110, lines: 3 },
          { words: '申請年度', width: 56, lines: 2 },
          { words: '主要用途', width: 66, lines: 3 },
          { words: '階数', width: 32, lines: 2 },
          { words: '構造', width: 0, lines: 3 },
        ],
      ),
      gap(8),
      part(
        '閲覧の方法',
        row(
          30,
          label(LABEL, '「その他」の', '目的の内容'),
          cell(0, text('other-purpose', 'viewing.otherPurpose', { lines: 2 })),
        ),
        row(
          28,
          label(LABEL, '写しの交付'),
          cell(FIRST, choice('copies', 'viewing.copies', { yes: '希望する', no: '希望しない' })),
          label(SECOND, '写しの枚数'),
          cell(0, text('copy-count', 'viewing.copyCount', { align: 'right', after: '枚' })),
        ),
        row(
          28,
          label(LABEL, '場所の地図'),
          cell(
            FIRST,
            choice('map', 'viewing.map', { sent: '事前に送付', brought: '持参', none: 'なし' }, { size: 8.5 }),
          ),
          label(SECOND, '閲覧の場所'),
          cell(0, checks(['課の窓口', '遠隔窓口'], 8.5)),
        ),
      ),
      gap(6),
      signed('上記のとおり申請します。', '閲覧者', 30),
      gap(8),
      advice('【注意】', [
        '１　閲覧した図書を汚し、傷つけ、又は閲覧の場所から持ち出すことはできません。',
        '２　分からない項目には「不明」と書いてください。申請年度は、おおよそでかまいません。',
        '３　写しの交付には、１枚につき手数料がかかります。',
        '４　場所が分かるよう、周辺の地図を添えてください。',
      ]),
      gap(10),
      office(
        66,
        [
          attachments('該当', ['あり', 'なし', '閲覧対象外'], 22),
          attachments('本人確認', ['免許証', '個人番号カード', '社員証'], 22),
          row(22, label(52, '確認番号'), cell(0, print('第　　　　　　　　号', { size: 8 }))),
        ],
        ['課長', '係長', '係員', '受付者'],
      ),
      foot('窓野市 建築指導課 審査係'),
    ],
  ],
};
