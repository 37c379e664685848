export const ja = {
  'checking-papers': 'ただいま書類を確認しております。しばらくお待ちください。',
  'asking-colleague': '担当の者に確認しております。しばらくお待ちください。',
  'one-moment': '少々お待ちください。',
  'please-show-paper': '書類をカメラに向けてお見せください。',
  'please-place-paper': '書類を読み取り機に置いてください。',
  'please-sign': '印刷した紙に、お名前をご記入ください。',
  'please-speak': 'どうぞ、お話しください。',
  printing: 'ただいま印刷しております。しばらくお待ちください。',
  'thank-you': 'ありがとうございました。',
} as const;
