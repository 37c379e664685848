import type { ClientState } from 'ts-mls';
import { mlsExporter } from 'ts-mls';
import type { Bytes } from '../bytes/index.ts';
import { own, wipe } from '../bytes/index.ts';
import type { GroupMember } from './member.ts';
import { membersOf } from './member.ts';
import { sessionSuite } from './suite.ts';
import { VERIFICATION_BYTES, verificationNumber } from './verification-number.ts';

/** What the group is between two changes: who is in it and the secrets that they share. */
export interface GroupEpoch {
  /** Grows by one with every change. */
  readonly number: number;
  readonly members: readonly GroupMember[];
  readonly ownLeaf: number;
  /** 照合番号: six groups of five digits, the same for all members. */
  readonly verificationNumber: readonly string[];
  /** 32 bytes from which the keys of messages come. */
  readonly messageSecret: Bytes;
  /** 16 bytes from which the keys of media frames come: SFrame's base key (RFC 9605, 5.2). */
  readonly frameSecret: Bytes;
  /** 32 bytes that go into the keys of a side conversation, beside a secret that only its two devices have. */
  readonly asideSecret: Bytes;
}

const LABELS = {
  verification: 'mado verification number 1',
  message: 'mado messages 1',
  frame: 'SFrame 1.0 Base Key',
  aside: 'mado aside 1',
} as const;
const nothing = new Uint8Array();

/** A secret of one epoch for one purpose (RFC 9420, 8.5): the same for all members, and nobody else can compute it. */
export async function exportFrom(
  state: ClientState,
  label: string,
  context: Uint8Array,
  length: number,
): Promise<Bytes> {
  return own(await mlsExporter(state.keySchedule.exporterSecret, label, context, length, await sessionSuite()));
}

export async function epochOf(state: ClientState): Promise<GroupEpoch> {
  const [verification, messageSecret, frameSecret, asideSecret] = await Promise.all([
    exportFrom(state, LABELS.verification, nothing, VERIFICATION_BYTES),
    exportFrom(state, LABELS.message, nothing, 32),
    exportFrom(state, LABELS.frame, nothing, 16),
    exportFrom(state, LABELS.aside, nothing, 32),
  ]);
  return {
    number: Number(state.groupContext.epoch),
    members: membersOf(state.ratchetTree),
    ownLeaf: state.privatePath.leafIndex,
    verificationNumber: verificationNumber(verification),
    messageSecret,
    frameSecret,
    asideSecret,
  };
}

/** Overwrites the secrets of an epoch that were handed out. Call it when all keys are derived. */
export function destroyEpoch(epoch: GroupEpoch): void {
  wipe(epoch.messageSecret, epoch.frameSecret, epoch.asideSecret);
}
