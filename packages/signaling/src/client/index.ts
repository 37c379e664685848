export * from './ask-before-hello.ts';
export * from './connection-state.ts';
export * from './knock-first.ts';
export * from './schedule.ts';
export * from './signaling-client.ts';
export * from './signaling-error.ts';
export * from './socket.ts';
