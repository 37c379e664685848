import type { ClientState, GroupInfo, KeyPackage, Proposal, PublicMessage, Welcome } from 'ts-mls';
import type { Bytes } from '../bytes/index.ts';
import { SerialSteps, digest, hex, own, sameBytes, wipe } from '../bytes/index.ts';
import type {
  Checked,
  DeviceCertificate,
  IdentityFault,
  SessionIdentity,
  SessionMember,
  Trust,
} from '../identity/index.ts';
import { type Ask, lookAtAsk } from './ask.ts';
import { epochOf, exportFrom, type GroupEpoch } from './epoch.ts';
import { faultOfError, type GroupFault } from './fault.ts';
import { readHandshake, writeHandshake } from './handshake.ts';
import type { GroupMember, LeafCredential } from './member.ts';
import { checkLeaf, membersOf } from './member.ts';
import type { NextState, OwnKeyPackage } from './mls.ts';
import * as mls from './mls.ts';
import { faultOfCommit } from './policy.ts';
import { wantedChanges } from './wanted-changes.ts';

/** What a session's group tells. Called one at a time, in order. */
export interface SessionGroupListener {
  /** The group moved. Derive keys from the secrets before the promise resolves; the group keeps no copy. */
  onEpoch(epoch: GroupEpoch): Promise<void>;
  /** Something was wrong with a message; it changed nothing. */
  onFault(fault: GroupFault): void;
  /** A removal is under way: nothing may be sealed until the next epoch. */
  onHold(): void;
  /** This device was removed; its keys are destroyed. */
  onRemoved(): void;
}

export interface SessionGroupOptions {
  readonly identity: SessionIdentity;
  /** What certificates are believed by, now. */
  readonly trust: () => Trust;
  /** Makes the group when there is none. Exactly one device of a session does: the kiosk. */
  readonly founder: boolean;
  /** Whether this device lets that device in. Asked once for each time it asks. */
  readonly admit: (device: DeviceCertificate) => boolean;
  /**
   * Puts a handshake message into the session's order. Every device, the sender included, gets it back through `handle`
   * at its place in that order.
   */
  readonly send: (bytes: Bytes) => void;
  readonly listener: SessionGroupListener;
}

/** Where this device stands. */
export type GroupPhase = 'watching' | 'asking' | 'returning' | 'member' | 'removed' | 'destroyed';

type Phase =
  /** Hears what was said before it came. */
  | { readonly name: 'watching' }
  /** Has offered a key package and waits for a welcome. */
  | { readonly name: 'asking'; readonly own: OwnKeyPackage }
  /** Was a member before a reload and takes its place up again. */
  | { readonly name: 'returning'; readonly next: NextState; readonly bytes: Bytes }
  | {
      readonly name: 'member';
      readonly state: ClientState;
      readonly pending: { readonly next: NextState; readonly bytes: Bytes } | null;
    }
  | { readonly name: 'removed' }
  | { readonly name: 'destroyed' };

function bytesOf({ commit, groupInfo, welcome }: NextState): Bytes {
  return writeHandshake({ kind: 'commit', commit, groupInfo, welcome });
}

/**
 * The MLS group (RFC 9420) of a session's devices. All handshake messages go through the session's one order, so all
 * members make the same changes in the same order; of two commits for the same epoch the first counts, and whoever made
 * the second makes it again if it is still wanted. An own commit counts when it comes back, not when it is made.
 */
export class SessionGroup {
  readonly #options: SessionGroupOptions;
  readonly #steps = new SerialSteps();
  #phase: Phase = { name: 'watching' };
  /** What it takes to come into the newest epoch that was seen. */
  #latest: GroupInfo | null = null;
  /** Devices that wait to be let in, by device. */
  readonly #asks = new Map<string, Ask>();
  /** Devices that are to go. */
  readonly #leaving = new Set<string>();
  /** Messages that were handled before, by hash. */
  readonly #handled = new Set<string>();
  #credentialFault: IdentityFault | null = null;

  constructor(options: SessionGroupOptions) {
    this.#options = options;
  }

  get phase(): GroupPhase {
    return this.#phase.name;
  }

  get members(): readonly GroupMember[] {
    return this.#phase.name === 'member' ? membersOf(this.#phase.state.ratchetTree) : [];
  }

  /** A handshake message, own ones included, in the session's order. Never fails because of what somebody else sent. */
  handle(bytes: Uint8Array): Promise<void> {
    const message = own(bytes);
    return this.#steps.run(() => this.#handle(message));
  }

  /** The history has been handled: takes its place, makes the group, or asks to be let in. */
  start(): Promise<void> {
    return this.#steps.run(async () => {
      if (this.#phase.name === 'watching') await this.#enter();
    });
  }

  /** Removes a device; nothing more may be sealed until the group has moved (`onHold`). `byAnother`: another member makes the change. */
  remove(deviceId: string, { byAnother = false } = {}): Promise<void> {
    return this.#steps.run(async () => {
      if (!this.members.some((member) => member.certificate.deviceId === deviceId)) return;
      this.#leaving.add(deviceId);
      this.#options.listener.onHold();
      if (!byAnother) await this.#advance();
    });
  }

  /** Removes every member that is no longer believed: after a new revocation list, or as time passes. */
  recheck(): Promise<void> {
    return this.#steps.run(async () => {
      if (this.#phase.name !== 'member') return;
      const { state } = this.#phase;
      for (const member of membersOf(state.ratchetTree)) {
        const node = state.ratchetTree[member.leaf * 2];
        if (member.leaf === state.privatePath.leafIndex || node?.nodeType !== 'leaf') continue;
        const said = this.#check(node.leaf);
        if (said.ok) continue;
        this.#fault({ cause: 'untrusted-device', identity: said.fault });
        this.#leaving.add(member.certificate.deviceId);
      }
      if (this.#leaving.size > 0) this.#options.listener.onHold();
      await this.#advance();
    });
  }

  /** A secret of the present epoch for one purpose, the same for all members. Null while this device is no member. */
  exportSecret(label: string, context: Uint8Array, length: number): Promise<Bytes | null> {
    return this.#steps.run(() =>
      this.#phase.name === 'member' ? exportFrom(this.#phase.state, label, context, length) : Promise.resolve(null),
    );
  }

  /** Overwrites all secrets. What comes afterwards is not heard. */
  destroy(): Promise<void> {
    return this.#steps.run(() => {
      this.#forget({ name: 'destroyed' });
      return Promise.resolve();
    });
  }

  async #handle(bytes: Bytes): Promise<void> {
    if (this.#phase.name === 'destroyed' || this.#phase.name === 'removed') return;
    const read = readHandshake(bytes);
    if (!read.ok) {
      this.#fault({ cause: read.cause });
      return;
    }
    const { handshake } = read;
    const hash = hex(digest(bytes));
    if (this.#handled.has(hash)) {
      this.#fault({ cause: 'replayed' });
      return;
    }
    this.#handled.add(hash);
    switch (handshake.kind) {
      case 'ask':
        return this.#onAsk(handshake.keyPackage);
      case 'founded':
        if (this.#phase.name !== 'member') this.#note(handshake.groupInfo);
        return;
      case 'commit':
        return this.#onCommit(bytes, handshake);
    }
  }

  async #onAsk(keyPackage: KeyPackage): Promise<void> {
    // Everybody looks, whoever takes the device in: also who asks hears what the others were told in its name.
    const looked = await lookAtAsk(keyPackage, (leaf) => this.#check(leaf));
    if (!looked.ok) {
      this.#fault(looked.fault);
      return;
    }
    if (sameBytes(keyPackage.leafNode.signaturePublicKey, this.#options.identity.keys.publicKey)) return;
    this.#asks.set(looked.ask.said.certificate.deviceId, looked.ask);
    await this.#advance();
  }

  async #onCommit(
    bytes: Bytes,
    handshake: { readonly commit: PublicMessage; readonly groupInfo: GroupInfo; readonly welcome: Welcome | null },
  ): Promise<void> {
    const phase = this.#phase;
    switch (phase.name) {
      case 'watching':
        // Whoever asked before this change was dealt with by those who made it.
        this.#asks.clear();
        this.#note(handshake.groupInfo);
        return;
      case 'asking':
        this.#note(handshake.groupInfo);
        if (handshake.welcome === null || !(await mls.isFor(handshake.welcome, phase.own))) return;
        return this.#onWelcome(handshake.welcome, phase.own);
      case 'returning':
        if (sameBytes(bytes, phase.bytes)) return this.#move(phase.next.state);
        if (this.#note(handshake.groupInfo)) {
          // Somebody was faster; the place is to be taken in the epoch that they made.
          mls.destroyState(phase.next.state);
          this.#phase = { name: 'watching' };
          await this.#enter();
        }
        return;
      case 'member':
        return this.#onCommitAsMember(bytes, handshake, phase);
      case 'removed':
      case 'destroyed':
        return;
    }
  }

  async #onWelcome(welcome: Welcome, own: OwnKeyPackage): Promise<void> {
    const state = await this.#attempt(() => mls.join(welcome, own, this.#believes));
    if (state === null) return;
    if (!sameBytes(state.groupContext.groupId, mls.groupIdOf(this.#options.identity.sessionId))) {
      mls.destroyState(state);
      this.#fault({ cause: 'other-group' });
      return;
    }
    wipe(own.secrets.initPrivateKey);
    await this.#move(state);
  }

  async #onCommitAsMember(
    bytes: Bytes,
    handshake: { readonly commit: PublicMessage; readonly groupInfo: GroupInfo },
    phase: Extract<Phase, { name: 'member' }>,
  ): Promise<void> {
    const { state, pending } = phase;
    if (pending !== null && sameBytes(bytes, pending.bytes)) {
      wipe(...pending.next.spent);
      return this.#move(pending.next.state);
    }
    const { content } = handshake.commit;
    const fault = faultOfCommit(content, {
      groupId: state.groupContext.groupId,
      members: membersOf(state.ratchetTree),
      ownLeaf: state.privatePath.leafIndex,
      check: (leaf) => this.#check(leaf),
    });
    if (fault?.cause === 'other-group') {
      this.#fault(fault);
      return;
    }
    // A commit for an epoch that has passed lost a race, which is no fault: its maker makes it again.
    if (content.epoch < state.groupContext.epoch) return;
    if (content.epoch > state.groupContext.epoch) {
      this.#fault({ cause: 'withheld' });
      return;
    }
    if (fault !== null) {
      this.#fault(fault);
      return;
    }
    const next = await this.#attempt(() => mls.follow(state, handshake.commit));
    if (next === null) return;
    if (next.removed) {
      this.#forget({ name: 'removed' });
      this.#options.listener.onRemoved();
      return;
    }
    if (!sameBytes(handshake.groupInfo.confirmationTag, next.state.confirmationTag)) this.#fault({ cause: 'forged' });
    wipe(...next.spent);
    if (pending !== null) wipe(...mls.secretsOf(pending.next.state));
    await this.#move(next.state);
  }

  /** Into the group by the way that is open. */
  async #enter(): Promise<void> {
    const { identity, founder, send } = this.#options;
    const latest = this.#latest;
    const { deviceId } = identity.certificate;
    if (latest !== null) {
      const isNamed = mls.claimedMembers(latest).some((member) => member.certificate.deviceId === deviceId);
      const next = isNamed ? await this.#attempt(() => mls.comeBack(latest, identity, this.#believes)) : null;
      if (next !== null) {
        const bytes = bytesOf(next);
        this.#phase = { name: 'returning', next, bytes };
        send(bytes);
        return;
      }
      // What the server showed as the group may be made up; a member that is really there can still let this device in.
      if (!isNamed) await this.#attempt(() => mls.checkSigned(latest, this.#believes));
    }
    if (latest === null && founder) {
      const state = await mls.found(identity, this.#believes);
      send(writeHandshake({ kind: 'founded', groupInfo: await mls.comeBackInfo(state) }));
      return this.#move(state);
    }
    const offered = await mls.makeKeyPackage(identity);
    this.#phase = { name: 'asking', own: offered };
    send(writeHandshake({ kind: 'ask', keyPackage: offered.offered }));
  }

  /** The group is in a new epoch. */
  async #move(state: ClientState): Promise<void> {
    this.#phase = { name: 'member', state, pending: null };
    const here = new Set(membersOf(state.ratchetTree).map((member) => member.certificate.deviceId));
    for (const deviceId of [...this.#leaving]) if (!here.has(deviceId)) this.#leaving.delete(deviceId);
    await this.#options.listener.onEpoch(await epochOf(state));
    // The old keys go with the listener's call; what is still to be done is done in the new epoch.
    if (this.#leaving.size > 0) this.#options.listener.onHold();
    await this.#advance();
  }

  /** Commits what this member wants to change, if anything. One commit is under way at a time. */
  async #advance(): Promise<void> {
    if (this.#phase.name !== 'member' || this.#phase.pending !== null) return;
    const { state } = this.#phase;
    const proposals = this.#wanted(membersOf(state.ratchetTree));
    if (proposals.length === 0) return;
    const next = await this.#attempt(() => mls.propose(state, proposals));
    if (next === null) {
      // A key package that MLS refuses is not tried again; the next ask brings another.
      this.#asks.clear();
      return;
    }
    const bytes = bytesOf(next);
    this.#phase = { name: 'member', state, pending: { next, bytes } };
    this.#options.send(bytes);
  }

  #wanted(members: readonly GroupMember[]): readonly Proposal[] {
    const changes = wantedChanges(members, this.#leaving, this.#asks, this.#options.admit);
    for (const deviceId of changes.settled) this.#asks.delete(deviceId);
    for (const { deviceId, name } of changes.uninvited) this.#fault({ cause: 'uninvited-device', deviceId, name });
    return changes.proposals;
  }

  /** Keeps what leads into the newest epoch of this session's group; says whether it was news. */
  #note(groupInfo: GroupInfo): boolean {
    const { groupContext } = groupInfo;
    if (!sameBytes(groupContext.groupId, mls.groupIdOf(this.#options.identity.sessionId))) {
      this.#fault({ cause: 'other-group' });
      return false;
    }
    if (this.#latest !== null && groupContext.epoch <= this.#latest.groupContext.epoch) return false;
    this.#latest = groupInfo;
    return true;
  }

  readonly #believes = (leaf: LeafCredential): boolean => {
    const said = this.#check(leaf);
    this.#credentialFault = said.ok ? null : said.fault;
    return said.ok;
  };

  #check(leaf: LeafCredential): Checked<SessionMember> {
    return checkLeaf(leaf, this.#options.identity.sessionId, this.#options.trust());
  }

  /** Does something with what somebody else made. Whatever it fails of becomes a fault, since nobody else would say it. */
  async #attempt<T>(step: () => Promise<T>): Promise<T | null> {
    this.#credentialFault = null;
    try {
      return await step();
    } catch (error) {
      this.#fault(faultOfError(error, this.#credentialFault));
      return null;
    }
  }

  #fault(fault: GroupFault): void {
    this.#options.listener.onFault(fault);
  }

  #forget(last: Phase): void {
    const phase = this.#phase;
    if (phase.name === 'member') {
      mls.destroyState(phase.state);
      if (phase.pending !== null) mls.destroyState(phase.pending.next.state);
    } else if (phase.name === 'returning') mls.destroyState(phase.next.state);
    else if (phase.name === 'asking') {
      const { initPrivateKey, hpkePrivateKey } = phase.own.secrets;
      wipe(initPrivateKey, hpkePrivateKey);
    }
    this.#asks.clear();
    this.#leaving.clear();
    this.#latest = null;
    this.#phase = last;
  }
}
