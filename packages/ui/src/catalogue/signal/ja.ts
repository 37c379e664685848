export const ja = {
  'hard-to-see': '見づらい',
  'hard-to-hear': '聞こえにくい',
  slower: 'ゆっくり',
  again: 'もう一度',
  wait: '待って',
  'call-supporter': '係の人を呼ぶ',
} as const;
