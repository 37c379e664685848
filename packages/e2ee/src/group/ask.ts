import type { KeyPackage } from 'ts-mls';
import { verifyKeyPackage } from 'ts-mls/keyPackage.js';
import type { Checked, SessionMember } from '../identity/index.ts';
import type { GroupFault } from './fault.ts';
import type { LeafCredential } from './member.ts';
import { sessionSuite } from './suite.ts';

/** A device that wants to be let in: its credential holds, and its key package is as the device made it. */
export interface Ask {
  readonly keyPackage: KeyPackage;
  readonly said: SessionMember;
}

/** Looks at a question to be let in (RFC 9420, section 10.1). Never fails: anybody may have made it. */
export async function lookAtAsk(
  keyPackage: KeyPackage,
  check: (leaf: LeafCredential) => Checked<SessionMember>,
): Promise<{ readonly ok: true; readonly ask: Ask } | { readonly ok: false; readonly fault: GroupFault }> {
  const said = check(keyPackage.leafNode);
  if (!said.ok) return { ok: false, fault: { cause: 'untrusted-device', identity: said.fault } };
  const { signature } = await sessionSuite();
  const unchanged = await verifyKeyPackage(keyPackage, signature).catch(() => false);
  return unchanged ? { ok: true, ask: { keyPackage, said: said.value } } : { ok: false, fault: { cause: 'forged' } };
}
