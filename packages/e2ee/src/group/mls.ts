import type {
  ClientConfig,
  ClientState,
  GroupInfo,
  KeyPackage,
  PrivateKeyPackage,
  PublicMessage,
  Welcome,
} from 'ts-mls';
import {
  createCommit,
  createGroup,
  createGroupInfoWithExternalPubAndRatchetTree,
  defaultKeyPackageEqualityConfig,
  defaultLifetime,
  defaultLifetimeConfig,
  defaultPaddingConfig,
  emptyPskIndex,
  generateKeyPackageWithKey,
  joinGroup,
  joinGroupExternal,
  processPublicMessage,
} from 'ts-mls';
import type { Proposal } from 'ts-mls';
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js';
import { ratchetTreeFromExtension, verifyGroupInfoSignature } from 'ts-mls/groupInfo.js';
import { CryptoVerificationError } from 'ts-mls/mlsError.js';
import { allSecretTreeValues } from 'ts-mls/secretTree.js';
import { sameBytes, utf8, wipe } from '../bytes/index.ts';
import type { SessionIdentity } from '../identity/index.ts';
import type { GroupMember, LeafCredential } from './member.ts';
import { membersOf } from './member.ts';
import { SUITE, sessionSuite } from './suite.ts';

/** A change of the group that is made but not yet in force: the session's order decides whether it will be. */
export interface NextState {
  readonly state: ClientState;
  readonly commit: PublicMessage;
  readonly groupInfo: GroupInfo;
  readonly welcome: Welcome | null;
  /** Secrets of the epoch before, to be destroyed when the change is in force. */
  readonly spent: readonly Uint8Array[];
}

export interface OwnKeyPackage {
  readonly offered: KeyPackage;
  readonly secrets: PrivateKeyPackage;
}

/** Whether a leaf belongs to a device of the city that speaks for its key in this session. */
export type CheckCredential = (leaf: LeafCredential) => boolean;

export function groupIdOf(sessionId: string): Uint8Array {
  return utf8(`mado-session-1\n${sessionId}`);
}

/** MLS's own settings, with the city's authority in place of the library's service that believes everybody. */
function configOf(check: CheckCredential): ClientConfig {
  return {
    authService: {
      validateCredential: (credential, signaturePublicKey) =>
        Promise.resolve(check({ credential, signaturePublicKey })),
    },
    // Messages are sealed with exported keys; MLS's own application messages are never used, so nothing is retained.
    keyRetentionConfig: { retainKeysForEpochs: 1, retainKeysForGenerations: 0, maximumForwardRatchetSteps: 1 },
    lifetimeConfig: defaultLifetimeConfig,
    keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
    paddingConfig: defaultPaddingConfig,
  };
}

/** A key package for one joining, with the device's credential. Its lifetime is the credential's, which is checked. */
export async function makeKeyPackage(identity: SessionIdentity): Promise<OwnKeyPackage> {
  const { publicPackage, privatePackage } = await generateKeyPackageWithKey(
    { credentialType: 'basic', identity: identity.credential },
    { versions: ['mls10'], ciphersuites: [SUITE], extensions: [], proposals: [], credentials: ['basic'] },
    defaultLifetime,
    [],
    { signKey: identity.keys.secretKey, publicKey: identity.keys.publicKey },
    await sessionSuite(),
  );
  return { offered: publicPackage, secrets: privatePackage };
}

export async function found(identity: SessionIdentity, check: CheckCredential): Promise<ClientState> {
  const { offered, secrets } = await makeKeyPackage(identity);
  const suite = await sessionSuite();
  return createGroup(groupIdOf(identity.sessionId), offered, secrets, [], suite, configOf(check));
}

/** What a member that loses its memory needs to come back into this epoch. Holds no secret. */
export async function comeBackInfo(state: ClientState): Promise<GroupInfo> {
  return createGroupInfoWithExternalPubAndRatchetTree(state, [], await sessionSuite());
}

/** The members that a `GroupInfo` names; not believed until the group is joined. */
export function claimedMembers(groupInfo: GroupInfo): GroupMember[] {
  return membersOf(ratchetTreeFromExtension(groupInfo) ?? []);
}

/** Whether a member that a `GroupInfo` names made it. @throws MlsError when none that is believed did */
export async function checkSigned(groupInfo: GroupInfo, check: CheckCredential): Promise<void> {
  // Leaves stand at the even places of the array (RFC 9420, appendix C).
  const node = ratchetTreeFromExtension(groupInfo)?.[groupInfo.signer * 2];
  const { signature } = await sessionSuite();
  const isSigned =
    node?.nodeType === 'leaf' &&
    check(node.leaf) &&
    (await verifyGroupInfoSignature(groupInfo, node.leaf.signaturePublicKey, signature));
  if (!isSigned) throw new CryptoVerificationError('nobody who is there made this');
}

/** A commit of this member's own. */
export async function propose(state: ClientState, proposals: readonly Proposal[]): Promise<NextState> {
  const made = await createCommit(
    { state, cipherSuite: await sessionSuite(), pskIndex: emptyPskIndex },
    { extraProposals: [...proposals], wireAsPublicMessage: true, ratchetTreeExtension: true },
  );
  if (made.commit.wireformat !== 'mls_public_message') throw new TypeError('a public commit was asked for');
  const next = withoutHistory(made.newState);
  return {
    state: next,
    commit: made.commit.publicMessage,
    groupInfo: await comeBackInfo(next),
    welcome: made.welcome ?? null,
    spent: [...made.consumed, ...secretsOf(state)],
  };
}

/** The commit with which a device that was a member takes its place up again with a new key (RFC 9420, 12.4.3.2). */
export async function comeBack(
  groupInfo: GroupInfo,
  identity: SessionIdentity,
  check: CheckCredential,
): Promise<NextState> {
  const { offered, secrets } = await makeKeyPackage(identity);
  const { certificate } = identity;
  const base = configOf(check);
  const config: ClientConfig = {
    ...base,
    keyPackageEqualityConfig: {
      ...base.keyPackageEqualityConfig,
      // "The same client" is the same device: its old place is the one to take.
      compareKeyPackageToLeafNode: (_offered, leaf) =>
        claimedMembers(groupInfo).some(
          (member) =>
            member.certificate.deviceId === certificate.deviceId &&
            sameBytes(member.sessionKey, leaf.signaturePublicKey),
        ),
    },
  };
  const suite = await sessionSuite();
  const made = await joinGroupExternal(groupInfo, offered, secrets, true, suite, undefined, config);
  const state = { ...made.newState, clientConfig: base };
  return { state, commit: made.publicMessage, groupInfo: await comeBackInfo(state), welcome: null, spent: [] };
}

/** Whether a welcome is for this key package. */
export async function isFor(welcome: Welcome, own: OwnKeyPackage): Promise<boolean> {
  const reference = await makeKeyPackageRef(own.offered, (await sessionSuite()).hash);
  return welcome.secrets.some((secret) => sameBytes(secret.newMember, reference));
}

export async function join(welcome: Welcome, own: OwnKeyPackage, check: CheckCredential): Promise<ClientState> {
  const suite = await sessionSuite();
  return joinGroup(welcome, own.offered, own.secrets, emptyPskIndex, suite, undefined, undefined, configOf(check));
}

/** Somebody else's commit. Fails with the library's errors; the state before stays good then. */
export async function follow(
  state: ClientState,
  commit: PublicMessage,
): Promise<{ readonly state: ClientState; readonly removed: boolean; readonly spent: readonly Uint8Array[] }> {
  const result = await processPublicMessage(state, commit, emptyPskIndex, await sessionSuite());
  const next = withoutHistory(result.newState);
  const removed = next.groupActiveState.kind === 'removedFromGroup';
  return { state: next, removed, spent: [...result.consumed, ...secretsOf(state)] };
}

function withoutHistory(state: ClientState): ClientState {
  return { ...state, historicalReceiverData: new Map() };
}

/** All secrets of an epoch but the keys that live on in the next one. */
export function secretsOf(state: ClientState): Uint8Array[] {
  // The library's list has holes.
  const tree: readonly unknown[] = allSecretTreeValues(state.secretTree);
  return [...Object.values<unknown>({ ...state.keySchedule }), ...tree].filter(
    (secret) => secret instanceof Uint8Array,
  );
}

/** Overwrites everything secret of a state. */
export function destroyState(state: ClientState): void {
  wipe(...secretsOf(state), ...Object.values(state.privatePath.privateKeys));
}
