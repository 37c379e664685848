import { createHash, randomBytes } from 'node:crypto';
import { base32 } from './totp.ts';

const CODES = 10;
/** 80 random bits: nobody finds one by trying, so a plain hash keeps it. */
const CODE_BYTES = 10;

/** A code that people read off paper and type: sixteen letters and digits in groups of four. */
export function newCode(): string {
  return base32(randomBytes(CODE_BYTES)).replace(/(.{4})(?=.)/g, '$1-');
}

export const newRecoveryCodes = (): string[] => Array.from({ length: CODES }, newCode);

/** As typed, without what makes no difference to people. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z2-7]/g, '');

/** What is stored of a recovery code. */
export function recoveryHash(personId: string, code: string): Buffer {
  return createHash('sha256')
    .update(`mado-recovery-1\n${personId}\n${plainCode(code)}`)
    .digest();
}

export const newToken = (): string => randomBytes(32).toString('base64url');
export const tokenHash = (token: string): Buffer => createHash('sha256').update(`mado-person-1\n${token}`).digest();
