import type { Credential, RatchetTree } from 'ts-mls';
import type { Bytes } from '../bytes/index.ts';
import { own } from '../bytes/index.ts';
import type { Checked, DeviceCertificate, SessionMember, Trust } from '../identity/index.ts';
import { readCredential, verifyCredential } from '../identity/index.ts';

/** A device in the group. */
export interface GroupMember {
  /** Its place in the tree; belongs to it as long as it stays. */
  readonly leaf: number;
  readonly certificate: DeviceCertificate;
  /** The key with which it speaks in this session. */
  readonly sessionKey: Bytes;
  /** When it made that key. */
  readonly issuedAt: number;
}

/** The part of a leaf that says whose it is. */
export interface LeafCredential {
  readonly credential: Credential;
  readonly signaturePublicKey: Uint8Array;
}

/** What a leaf of the tree says about its device, checked. */
export function checkLeaf(leaf: LeafCredential, sessionId: string, trust: Trust): Checked<SessionMember> {
  // What is no credential of ours arrives as bytes under some other type.
  if (leaf.credential.credentialType !== 'basic') return { ok: false, fault: 'malformed' };
  return verifyCredential(leaf.credential.identity, leaf.signaturePublicKey, sessionId, trust);
}

/** The members of a tree whose leaves were checked when they came in. */
export function membersOf(tree: RatchetTree): GroupMember[] {
  return tree.flatMap((node, at) => {
    if (node?.nodeType !== 'leaf' || node.leaf.credential.credentialType !== 'basic') return [];
    const read = readCredential(node.leaf.credential.identity);
    if (!read.ok) return [];
    // Leaves stand at the even places of the array (RFC 9420, appendix C).
    return [{ leaf: at / 2, ...read.value, sessionKey: own(node.leaf.signaturePublicKey) }];
  });
}
