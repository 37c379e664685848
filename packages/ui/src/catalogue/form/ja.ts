export const ja = {
  title: '書類の作成',
} as const;
