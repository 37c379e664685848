export * from './city.ts';
export * from './order.ts';
