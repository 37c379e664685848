export * from './bytes.ts';
export * from './fields.ts';
export * from './signing.ts';
export * from './hash.ts';
export * from './derive.ts';
export * from './serial.ts';
