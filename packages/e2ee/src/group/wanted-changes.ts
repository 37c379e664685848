import type { Proposal } from 'ts-mls';
import type { DeviceCertificate } from '../identity/index.ts';
import type { Ask } from './ask.ts';
import type { GroupMember } from './member.ts';

export interface WantedChanges {
  readonly proposals: readonly Proposal[];
  /** Asks that need no more thought: answered before, older than what is there, or refused. */
  readonly settled: readonly string[];
  readonly uninvited: readonly DeviceCertificate[];
}

/**
 * What a member proposes, from who is there, who is to leave and who asks.
 * A device that is there already and asks with a newer key (it lost its memory) takes its own place and needs no
 * invitation; an ask with an older key is an old message and changes nothing.
 */
export function wantedChanges(
  members: readonly GroupMember[],
  leaving: ReadonlySet<string>,
  asks: ReadonlyMap<string, Ask>,
  admit: (device: DeviceCertificate) => boolean,
): WantedChanges {
  const proposals: Proposal[] = [];
  const settled: string[] = [];
  const uninvited: DeviceCertificate[] = [];
  for (const { leaf, certificate } of members) {
    if (leaving.has(certificate.deviceId)) proposals.push({ proposalType: 'remove', remove: { removed: leaf } });
  }
  for (const [deviceId, { keyPackage, said }] of asks) {
    const there = members.find((member) => member.certificate.deviceId === deviceId);
    if (leaving.has(deviceId) || (there !== undefined && there.issuedAt >= said.issuedAt)) {
      settled.push(deviceId);
      continue;
    }
    if (there === undefined && !admit(said.certificate)) {
      settled.push(deviceId);
      uninvited.push(said.certificate);
      continue;
    }
    if (there !== undefined) proposals.push({ proposalType: 'remove', remove: { removed: there.leaf } });
    proposals.push({ proposalType: 'add', add: { keyPackage } });
  }
  return { proposals, settled, uninvited };
}
