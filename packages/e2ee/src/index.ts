export { makeSigningKeys, publicKeyOf, signerOf } from './bytes/index.ts';
export type { Signer, SigningKeys } from './bytes/index.ts';
export * from './identity/index.ts';
export * from './group/index.ts';
export * from './frame/index.ts';
export * from './message/index.ts';
export * from './document/index.ts';
export * from './still/index.ts';
export * from './answers/index.ts';
