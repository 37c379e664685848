export * from './certificate.ts';
export * from './enrolment-request.ts';
export * from './fault.ts';
export * from './revocation.ts';
export * from './session-identity.ts';
export * from './statement.ts';
