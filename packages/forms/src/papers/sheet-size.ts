/** A4 in points. Apart from what draws on it, which is loaded with the first paper. */
export const A4 = { width: 595.28, height: 841.89 } as const;
