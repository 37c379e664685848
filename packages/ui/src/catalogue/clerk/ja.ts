export const ja = {
  title: '職員側端末',
} as const;
