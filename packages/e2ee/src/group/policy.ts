import type { FramedContent, Proposal } from 'ts-mls';
import type { Checked, SessionMember } from '../identity/index.ts';
import { sameBytes } from '../bytes/index.ts';
import type { GroupFault } from './fault.ts';
import type { GroupMember, LeafCredential } from './member.ts';

/** What a commit is held against, besides MLS's own rules. */
export interface CommitCheck {
  readonly groupId: Uint8Array;
  readonly members: readonly GroupMember[];
  readonly ownLeaf: number;
  /** Checks a credential against the city's authority, with the key that it came with. */
  readonly check: (leaf: LeafCredential) => Checked<SessionMember>;
}

/**
 * The rules of a session's group, beyond those of MLS. Null: nothing against it.
 *
 * - A member adds and removes members, and nothing else: no proposals by reference, no other kinds.
 * - A member stays who it is: its device and its session key never change in place.
 * - No device is there twice.
 * - From outside comes only a device that is a member already, with a newer session key, and it takes its own old place.
 */
export function faultOfCommit(content: FramedContent, check: CommitCheck): GroupFault | null {
  if (!sameBytes(content.groupId, check.groupId)) return { cause: 'other-group' };
  if (content.contentType !== 'commit') return { cause: 'forbidden-change' };
  const proposals = content.commit.proposals.flatMap((one) =>
    one.proposalOrRefType === 'proposal' ? [one.proposal] : [],
  );
  if (proposals.length !== content.commit.proposals.length) return { cause: 'forbidden-change' };
  const pathLeaf = content.commit.path?.leafNode ?? null;
  switch (content.sender.senderType) {
    case 'member': {
      const { leafIndex } = content.sender;
      const sender = check.members.find((member) => member.leaf === leafIndex);
      if (sender === undefined) return { cause: 'unknown-member' };
      // Own commits are known before they are sent.
      if (leafIndex === check.ownLeaf) return { cause: 'forged' };
      if (pathLeaf !== null) {
        const said = check.check(pathLeaf);
        if (!said.ok) return { cause: 'untrusted-device', identity: said.fault };
        const { deviceId } = sender.certificate;
        if (
          said.value.certificate.deviceId !== deviceId ||
          !sameBytes(pathLeaf.signaturePublicKey, sender.sessionKey)
        ) {
          return { cause: 'swapped-key', deviceId };
        }
      }
      return faultOfChanges(proposals, check);
    }
    case 'new_member_commit':
      return pathLeaf === null ? { cause: 'forbidden-change' } : faultOfReturn(proposals, pathLeaf, check);
    case 'external':
    case 'new_member_proposal':
      return { cause: 'forbidden-change' };
  }
}

function faultOfChanges(proposals: readonly Proposal[], check: CommitCheck): GroupFault | null {
  const removed = new Set(proposals.flatMap((one) => (one.proposalType === 'remove' ? [one.remove.removed] : [])));
  const staying = new Set(
    check.members.filter((member) => !removed.has(member.leaf)).map((member) => member.certificate.deviceId),
  );
  for (const proposal of proposals) {
    if (proposal.proposalType === 'remove') continue;
    if (proposal.proposalType !== 'add') return { cause: 'forbidden-change' };
    const said = check.check(proposal.add.keyPackage.leafNode);
    if (!said.ok) return { cause: 'untrusted-device', identity: said.fault };
    const { deviceId } = said.value.certificate;
    if (staying.has(deviceId)) return { cause: 'swapped-key', deviceId };
    staying.add(deviceId);
  }
  return null;
}

function faultOfReturn(proposals: readonly Proposal[], leaf: LeafCredential, check: CommitCheck): GroupFault | null {
  const said = check.check(leaf);
  if (!said.ok) return { cause: 'untrusted-device', identity: said.fault };
  const { deviceId, name } = said.value.certificate;
  const removed = proposals.flatMap((one) => (one.proposalType === 'remove' ? [one.remove.removed] : []));
  const others = proposals.filter((one) => one.proposalType !== 'remove' && one.proposalType !== 'external_init');
  if (others.length > 0) return { cause: 'forbidden-change' };
  const former = check.members.find((member) => member.certificate.deviceId === deviceId);
  if (former === undefined) return { cause: 'uninvited-device', deviceId, name };
  if (removed.length !== 1 || removed[0] !== former.leaf || said.value.issuedAt <= former.issuedAt) {
    return { cause: 'swapped-key', deviceId };
  }
  return null;
}
