import { hash, verify } from '@node-rs/argon2';
import { dictionary } from '@zxcvbn-ts/language-common';

/** argon2id by its number: the package's const enum cannot be read from a file of its own. */
const ARGON2ID = 2;
/** OWASP's second choice: 19 MiB, two passes, one lane; about 30 ms here. */
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const SHORTEST = 12;
const LONGEST = 128;
/** Letters that a name must have before a password may not contain it. */
const NAME_LETTERS = 4;

/** Why a password may not be chosen. */
export type PasswordFault = 'short' | 'long' | 'known' | 'like-name';

/** Compared with when there is nothing to compare with, so that an unknown name takes as long as a wrong password. */
const nobody = hash('nobody has this password', COST);

const normal = (password: string): string => password.normalize('NFKC');

/** Everything on the list of passwords known from breaches, lower case. Read when the first password is chosen. */
let breached: ReadonlySet<string> | undefined;
const known = (): ReadonlySet<string> =>
  (breached ??= new Set(dictionary['passwords-common'].map((each) => each.toLowerCase())));

/**
 * NIST SP 800-63B, section 5.1.1.2: length counts, composition does not, and what is known from breaches is refused. A known password with digits
 * and signs around it, or said twice, is as good as the password itself.
 */
export function passwordFault(password: string, login: string): PasswordFault | null {
  const text = normal(password).toLowerCase();
  const { length } = Array.from(text);
  if (length < SHORTEST) return 'short';
  if (length > LONGEST) return 'long';
  if (login.length >= NAME_LETTERS && text.includes(login)) return 'like-name';
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const half = text.slice(0, text.length / 2);
  const same = new Set(text).size < 5 || (half + half === text && known().has(half));
  return same || known().has(text) || core === '' || known().has(core) ? 'known' : null;
}

export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST);

/** Null for a hash that there is none of; takes the same time. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobody), normal(password));
  return stored !== null && right;
}
