export * from './page-key.ts';
export * from './parcel.ts';
