export * from './parcel-carrier.ts';
export * from './parcel-error.ts';
export * from './preview.ts';
export * from './tray-line.ts';
export * from './turns.ts';
