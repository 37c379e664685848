/** What the clerk types in the sample session, by the label on the screen. All invented; the names need variant characters on purpose. */
export const SAMPLE_VALUES: readonly (readonly [label: string, value: string])[] = [
  ['亡くなった方の氏名', '葛\u{E0100}城　𠮷太郎'],
  ['亡くなった方の氏名（カナ）', 'カツラギ　ヨシタロウ'],
  ['亡くなった方の郵便番号', '020-8530'],
  ['亡くなった方の住所', '窓野市内丸一丁目2番3号　コーポ窓野101号室'],
  ['亡くなった方の生年月日', '昭和12年4月29日'],
  ['亡くなった日', '令和8年11月2日'],
  ['亡くなった方の医療保険', '後期高齢者医療'],
  ['届出をする方の氏名', '髙橋﨑　花子'],
  ['届出をする方の郵便番号', '0208531'],
  ['届出をする方の住所', '窓野市中央通三丁目10番5号'],
  ['届出をする方の電話番号', '019-000-0000'],
  ['亡くなった方との関係', '子'],
  ['葬祭を行った日', '令和8年11月6日'],
  ['葬祭の種類', '火葬'],
  ['振込先の金融機関', '窓野銀行'],
  ['振込先の支店名', '中央通支店'],
  ['口座種別', '普通'],
  ['口座番号', '0012345'],
  ['口座名義（カナ）', 'タカハシザキ　ハナコ'],
  ['申請日', '令和8年11月23日'],
];

/** What the clerk writes down for the citizen on a paper without a template; it has a planted name in it. */
export const SAMPLE_MEMO = '髙橋﨑様から、納税課に電話';

/** Title of the file that the clerk puts into the tray. */
export const SAMPLE_FILE = '葛城家の転出届';

/** Strings that may be on no disk after erasure: typed values and their parts. */
export const PLANTED: readonly string[] = [
  '𠮷太郎',
  'カツラギ',
  '髙橋﨑',
  '内丸一丁目2番3号',
  '019-000-0000',
  SAMPLE_FILE,
];
