import type { SamplePaper } from './sample-paper.ts';

/** A4 at 200 dpi. */
export const PAPER = { width: 1654, height: 2339 } as const;

const PRINT = '#2b2b2b';
const INK = '#1d2a5c';
const SEAL = '#c8321f';

interface Style {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly spacing?: number;
}

function print(x: number, y: number, text: string, style: Style = {}): string {
  const { size = 34, anchor = 'start', bold = false, spacing = 0 } = style;
  return `<text x="${x}" y="${y}" font-family="BIZ UDGothic" font-size="${size}" fill="${PRINT}" text-anchor="${anchor}"
 font-weight="${bold ? 700 : 400}" letter-spacing="${spacing}">${text}</text>`;
}

/** Written with a ball-point pen: no line is quite level, no letter quite like the last. */
function hand(x: number, y: number, text: string, style: Style = {}): string {
  const { size = 52, anchor = 'start', spacing = 0 } = style;
  const lean = (((x * 7 + y * 13) % 5) - 2) * 0.5;
  return `<text font-family="Yomogi" font-size="${size}" fill="${INK}" fill-opacity="0.92" stroke="${INK}" stroke-width="0.9"
 text-anchor="${anchor}" letter-spacing="${spacing}" transform="translate(${x} ${y}) rotate(${lean}) skewX(-4)">${text}</text>`;
}

function line(x1: number, y1: number, x2: number, y2: number, width = 2): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${PRINT}" stroke-width="${width}"/>`;
}

function box(x: number, y: number, width: number, height: number, stroke = 2): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="${PRINT}" stroke-width="${stroke}"/>`;
}

/** A company's square seal, read in columns from the right, with ink that did not take everywhere. */
function squareSeal(x: number, y: number, columns: readonly string[]): string {
  const size = 150;
  const step = size / columns.length;
  const letters = columns.map((column, index) =>
    Array.from(column)
      .map((letter, row) => {
        const at = { x: size - step * (index + 0.5), y: (size / column.length) * (row + 0.5) + 13 };
        return `<text x="${at.x}" y="${at.y}" font-family="BIZ UDGothic" font-weight="700" font-size="34" text-anchor="middle" fill="${SEAL}">${letter}</text>`;
      })
      .join(''),
  );
  return `<g transform="translate(${x} ${y}) rotate(2.5)" opacity="0.82" filter="url(#worn)">
<rect width="${size}" height="${size}" rx="6" fill="none" stroke="${SEAL}" stroke-width="7"/>${letters.join('')}</g>`;
}

/** A person's round seal. */
function roundSeal(x: number, y: number, name: string): string {
  const letters = Array.from(name).map(
    (letter, row) =>
      `<text x="0" y="${row * 36 - (name.length - 1) * 18 + 12}" font-family="BIZ UDGothic" font-weight="700" font-size="35" text-anchor="middle" fill="${SEAL}">${letter}</text>`,
  );
  return `<g transform="translate(${x} ${y}) rotate(-7)" opacity="0.85" filter="url(#worn)">
<circle r="46" fill="none" stroke="${SEAL}" stroke-width="5"/>${letters.join('')}</g>`;
}

function receipt(): string {
  const rows = [
    ['祭壇・式場設営一式', '1', '385,000'],
    ['棺・骨壺・納棺用品', '1', '142,000'],
    ['寝台車・霊柩車（市内）', '2', '68,200'],
    ['ドライアイス・ご安置料（3日）', '3', '49,500'],
    ['会葬礼状・返礼品', '60', '79,200'],
  ] as const;
  const top = 1130;
  const height = 82;
  const body = rows.map(([item, count, amount], index) => {
    const y = top + height * (index + 1);
    return (
      line(150, y, 1504, y, 1.5) +
      print(180, y + 54, item, { size: 32 }) +
      hand(1010, y + 58, count, { size: 44, anchor: 'middle' }) +
      hand(1450, y + 58, amount, { size: 46, anchor: 'end' })
    );
  });
  const bottom = top + height * (rows.length + 1);
  return [
    print(827, 250, '領　収　書', { size: 82, anchor: 'middle', bold: true, spacing: 10 }),
    line(560, 285, 1094, 285, 4),
    print(1504, 360, 'No. 0427', { size: 30, anchor: 'end' }),
    hand(1504, 430, '令和 8 年 10 月 21 日', { size: 46, anchor: 'end' }),
    hand(230, 545, '髙橋　﨑子', { size: 76, spacing: 8 }),
    print(760, 545, '様', { size: 46 }),
    line(170, 572, 820, 572, 2.5),
    box(170, 640, 1314, 170, 3),
    print(215, 745, '金　額', { size: 44, bold: true }),
    hand(860, 758, '¥ 723,900 −', { size: 98, anchor: 'middle', spacing: 4 }),
    print(1450, 745, '（税込）', { size: 30, anchor: 'end' }),
    print(180, 890, '但し', { size: 36 }),
    hand(290, 896, '故 髙橋 太郎 儀　葬儀費用として', { size: 52 }),
    line(270, 918, 1484, 918, 1.5),
    print(180, 990, '上記の金額、正に領収いたしました。', { size: 34 }),
    print(180, 1080, '内　訳', { size: 34, bold: true }),
    box(150, top, 1354, height * (rows.length + 1), 3),
    print(480, top + 54, '品　　名', { size: 32, anchor: 'middle' }),
    print(1010, top + 54, '数量', { size: 32, anchor: 'middle' }),
    print(1300, top + 54, '金　額（円）', { size: 32, anchor: 'middle' }),
    line(930, top, 930, bottom),
    line(1090, top, 1090, bottom),
    ...body,
    print(
      150,
      bottom + 60,
      '※ 消費税等（10％）65,809円を含みます。この領収書は葬祭費支給申請の添付書類としてご利用いただけます。',
      {
        size: 24,
      },
    ),
    print(150, bottom + 98, '※ 施主様のお名前は、申請者欄と同じ字体（髙・﨑・德・濵など）でご確認ください。', {
      size: 24,
    }),
    box(150, 1790, 260, 300, 2),
    print(280, 1930, '収入印紙', { size: 32, anchor: 'middle' }),
    print(280, 1980, '200円', { size: 28, anchor: 'middle' }),
    print(760, 1830, '〒020-0000　青葉市若葉町一丁目2番3号', { size: 32 }),
    print(760, 1895, '株式会社　あおば葬祭', { size: 50, bold: true }),
    print(760, 1955, '代表取締役　德永　芳男', { size: 36 }),
    print(760, 2010, 'TEL 019-000-0000　登録番号 T0000000000000', { size: 28 }),
    squareSeal(1325, 1830, ['株式会社', 'あおば', '葬祭之印']),
    print(1130, 2120, '担当', { size: 28 }),
    box(1200, 2060, 110, 110, 1.5),
    roundSeal(1256, 2116, '辻村'),
  ].join('\n');
}

function bankBook(): string {
  return [
    print(827, 330, '普通預金通帳', { size: 64, anchor: 'middle', bold: true, spacing: 16 }),
    box(200, 430, 1254, 760, 3),
    print(260, 530, '店番', { size: 30 }),
    print(260, 590, '021', { size: 56, bold: true, spacing: 6 }),
    print(520, 530, '口座番号', { size: 30 }),
    print(520, 590, '1234567', { size: 56, bold: true, spacing: 8 }),
    line(200, 640, 1454, 640, 1.5),
    print(260, 710, 'おなまえ', { size: 30 }),
    print(260, 800, 'タカハシ　サキコ', { size: 46, spacing: 4 }),
    print(260, 880, '髙橋　﨑子　様', { size: 60, bold: true, spacing: 6 }),
    line(200, 930, 1454, 930, 1.5),
    print(260, 1000, '取扱店', { size: 30 }),
    print(260, 1075, '青葉銀行　若葉町支店', { size: 44 }),
    print(260, 1140, '銀行コード 9999　店番号 021', { size: 30 }),
    squareSeal(1240, 985, ['青葉', '銀行', '之印']),
    print(200, 1290, 'この通帳は、お取引のつど窓口またはATMにお持ちください。', { size: 28 }),
    print(200, 1340, 'お届けの住所・お名前・印鑑に変更があったときは、ただちにお届けください。', { size: 28 }),
    hand(220, 1560, '葬祭費の振込先です', { size: 60 }),
    hand(220, 1650, '本人名義です　10/21　髙橋', { size: 52 }),
    roundSeal(980, 1630, '髙橋'),
  ].join('\n');
}

/** The paper as SVG, before it was scanned. */
export function samplePaperSvg(paper: SamplePaper): string {
  const { width, height } = PAPER;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><filter id="worn" x="-10%" y="-10%" width="120%" height="120%"><feTurbulence type="fractalNoise" baseFrequency="0.35" numOctaves="2" seed="7" result="n"/>
<feColorMatrix in="n" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -2.6 2.1" result="m"/>
<feComposite in="SourceGraphic" in2="m" operator="in"/></filter></defs>
<rect width="100%" height="100%" fill="#fbfaf6"/>
${paper === 'receipt' ? receipt() : bankBook()}
</svg>`;
}
