import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AuthenticationService, ClientState, GroupContext, MLSMessage } from 'ts-mls';
import {
  acceptAll,
  decodeMlsMessage,
  defaultKeyPackageEqualityConfig,
  defaultKeyRetentionConfig,
  defaultLifetimeConfig,
  defaultPaddingConfig,
  emptyPskIndex,
  joinGroup,
  processMessage,
} from 'ts-mls';
import { encodeCommit } from 'ts-mls/commit.js';
import { unprotectPrivateMessage } from 'ts-mls/messageProtection.js';
import { unprotectPublicMessage } from 'ts-mls/messageProtectionPublic.js';
import { encodeProposal } from 'ts-mls/proposal.js';
import { createSecretTree } from 'ts-mls/secretTree.js';
import { hex } from '../bytes/index.ts';
import { SUITE, sessionSuite } from './suite.ts';

/** What other implementations computed for suite 1; `vectors/README.md` says where it is from. */

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

function vectorsIn(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./vectors/${name}.json`, import.meta.url), 'utf8'));
}

function messageIn<Wire extends MLSMessage['wireformat']>(text: string, wireformat: Wire) {
  const message = decodeMlsMessage(bytes(text), 0)?.[0];
  if (message?.wireformat !== wireformat) throw new Error(`not a ${wireformat}`);
  return message as Extract<MLSMessage, { wireformat: Wire }>;
}

interface PassiveClient {
  readonly key_package: string;
  readonly signature_priv: string;
  readonly encryption_priv: string;
  readonly init_priv: string;
  readonly welcome: string;
  readonly initial_epoch_authenticator: string;
  readonly epochs: readonly { readonly commit: string; readonly epoch_authenticator: string }[];
}

describe('a member that another implementation invited (passive client)', () => {
  const vector = vectorsIn('passive-client') as PassiveClient;
  const believesEverybody: AuthenticationService = { validateCredential: () => Promise.resolve(true) };

  async function join(): Promise<ClientState> {
    const { welcome } = messageIn(vector.welcome, 'mls_welcome');
    const { keyPackage } = messageIn(vector.key_package, 'mls_key_package');
    const secrets = {
      initPrivateKey: bytes(vector.init_priv),
      hpkePrivateKey: bytes(vector.encryption_priv),
      signaturePrivateKey: bytes(vector.signature_priv),
    };
    return joinGroup(welcome, keyPackage, secrets, emptyPskIndex, await sessionSuite(), undefined, undefined, {
      keyRetentionConfig: defaultKeyRetentionConfig,
      // The published leaves were good until March 2024.
      lifetimeConfig: { ...defaultLifetimeConfig, validateLifetimeOnReceive: false },
      keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
      paddingConfig: defaultPaddingConfig,
      authService: believesEverybody,
    });
  }

  it('joins by the welcome and is in the same epoch as the others after each of their commits', async () => {
    const suite = await sessionSuite();
    let state = await join();
    expect(hex(state.keySchedule.epochAuthenticator)).toBe(vector.initial_epoch_authenticator);
    expect(vector.epochs.length).toBe(2);
    for (const { commit, epoch_authenticator } of vector.epochs) {
      const message = messageIn(commit, 'mls_public_message');
      const processed = await processMessage(message, state, emptyPskIndex, acceptAll, suite);
      state = processed.newState;
      expect(hex(state.keySchedule.epochAuthenticator)).toBe(epoch_authenticator);
    }
  });

  it('takes no commit in which one bit is not as it was sent', async () => {
    const suite = await sessionSuite();
    const state = await join();
    const { commit } = vector.epochs[0]!;
    const length = commit.length / 2;
    // The group's name, the path's keys, the signature, the tags.
    for (const at of [12, 40, 200, 700, length - 100, length - 40, length - 1]) {
      const changed = bytes(commit);
      changed[at]! ^= 1;
      const take = async () => {
        const message = messageIn(hex(changed), 'mls_public_message');
        return processMessage(message, state, emptyPskIndex, acceptAll, suite);
      };
      await expect(take()).rejects.toThrow();
    }
  });
});

interface MessageProtection {
  readonly group_id: string;
  readonly epoch: number;
  readonly tree_hash: string;
  readonly confirmed_transcript_hash: string;
  readonly signature_pub: string;
  readonly encryption_secret: string;
  readonly sender_data_secret: string;
  readonly membership_key: string;
  readonly proposal: string;
  readonly proposal_priv: string;
  readonly proposal_pub: string;
  readonly commit: string;
  readonly commit_priv: string;
  readonly commit_pub: string;
  readonly application: string;
  readonly application_priv: string;
}

describe('messages that another implementation protected', () => {
  const vector = vectorsIn('message-protection') as MessageProtection;
  const context: GroupContext = {
    version: 'mls10',
    cipherSuite: SUITE,
    groupId: bytes(vector.group_id),
    epoch: BigInt(vector.epoch),
    treeHash: bytes(vector.tree_hash),
    confirmedTranscriptHash: bytes(vector.confirmed_transcript_hash),
    extensions: [],
  };
  const signedBy = bytes(vector.signature_pub);

  /** What a public message says, once its signature and its membership tag are found good. */
  async function openedPublic(text: string): Promise<string> {
    const { publicMessage } = messageIn(text, 'mls_public_message');
    const { content } = await unprotectPublicMessage(
      bytes(vector.membership_key),
      context,
      [],
      publicMessage,
      await sessionSuite(),
      signedBy,
    );
    if (content.contentType === 'commit') return hex(encodeCommit(content.commit));
    return hex(encodeProposal(content.proposal));
  }

  it('public ones say what was published', async () => {
    expect(await openedPublic(vector.proposal_pub)).toBe(vector.proposal);
    expect(await openedPublic(vector.commit_pub)).toBe(vector.commit);
  });

  it('private ones say what was published', async () => {
    const suite = await sessionSuite();
    const opened = async (text: string) => {
      const { privateMessage } = messageIn(text, 'mls_private_message');
      const tree = await createSecretTree(2, bytes(vector.encryption_secret), suite.kdf);
      const { content } = await unprotectPrivateMessage(
        bytes(vector.sender_data_secret),
        privateMessage,
        tree,
        [],
        context,
        defaultKeyRetentionConfig,
        suite,
        signedBy,
      );
      return content.content;
    };
    const said = await opened(vector.application_priv);
    expect(said.contentType === 'application' && hex(said.applicationData)).toBe(vector.application);
    const proposed = await opened(vector.proposal_priv);
    expect(proposed.contentType === 'proposal' && hex(encodeProposal(proposed.proposal))).toBe(vector.proposal);
    const committed = await opened(vector.commit_priv);
    expect(committed.contentType === 'commit' && hex(encodeCommit(committed.commit))).toBe(vector.commit);
  });

  it('one whose last byte was changed says nothing', async () => {
    const changed = bytes(vector.commit_pub);
    changed[changed.length - 1]! ^= 1;
    await expect(openedPublic(hex(changed))).rejects.toThrow();
  });
});
