export * from './city.ts';
export * from './order.ts';
export * from './fuzz.ts';
