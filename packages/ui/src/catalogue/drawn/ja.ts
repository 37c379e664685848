/** Papers without a template: what each is for, and where their values come from. */
export const ja = {
  heading: '案内・受付の用紙',
  guide: 'すること・場所・持ち物を順に書いて渡す',
  ticket: '番号を大きく書いて渡す',
  memo: '話したことを書いて渡す',
  receipt: '預かったものを書いて渡す',
  known: '相談の情報',
  'no-steps': 'この手続の案内の手順は、市の設定にありません。「手順」に1行ずつ入力すると、紙に出ます。',
} as const;
