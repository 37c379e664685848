export * from './certificate.ts';
export * from './fault.ts';
export * from './revocation.ts';
export * from './session-identity.ts';
