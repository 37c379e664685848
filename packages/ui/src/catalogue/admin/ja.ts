/** The frame of the administration; a section brings a namespace of its own. */
export const ja = {
  title: '管理',
  back: '窓口にもどる',
  'back.waiting': '窓口にもどる（お待ちの方 {count}人）',
  nothing: 'ここで扱えるものはありません',
} as const;
