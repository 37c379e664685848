export * from './document-key.ts';
export * from './parcel.ts';
