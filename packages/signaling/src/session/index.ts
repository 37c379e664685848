export * from './clerk-client.ts';
export * from './kiosk-client.ts';
export * from './devices-client.ts';
export * from './people-client.ts';
export * from './person-client.ts';
export * from './session-client.ts';
export * from './session-place.ts';
