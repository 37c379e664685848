import type { GroupInfo } from 'ts-mls';
import type { Handshake } from '../group/handshake.ts';

/** Puts bytes into one place of a handshake; null: this handshake has no such place. */
export type Break = (handshake: Handshake, bytes: Uint8Array) => Handshake | null;

function inGroupInfo(change: (groupInfo: GroupInfo, bytes: Uint8Array) => GroupInfo | null): Break {
  return (handshake, bytes) => {
    if (handshake.kind === 'ask') return null;
    const groupInfo = change(handshake.groupInfo, bytes);
    return groupInfo === null ? null : { ...handshake, groupInfo };
  };
}

function inExtension(extensionType: 'ratchet_tree' | 'external_pub'): Break {
  return inGroupInfo((groupInfo, extensionData) => ({
    ...groupInfo,
    extensions: groupInfo.extensions.map((one) =>
      one.extensionType === extensionType ? { extensionType, extensionData } : one,
    ),
  }));
}

/** The places within a handshake that are read later than its frame, if ever, and that only its maker can fill rightly. */
export const BREAKS: Readonly<Record<string, Break>> = {
  tree: inExtension('ratchet_tree'),
  'external key': inExtension('external_pub'),
  'no extension': inGroupInfo((groupInfo) => ({ ...groupInfo, extensions: [] })),
  'tree hash': inGroupInfo((groupInfo, treeHash) => ({
    ...groupInfo,
    groupContext: { ...groupInfo.groupContext, treeHash },
  })),
  'confirmation of the group': inGroupInfo((groupInfo, confirmationTag) => ({ ...groupInfo, confirmationTag })),
  'signature of the group': inGroupInfo((groupInfo, signature) => ({ ...groupInfo, signature })),
  'path key': (handshake, hpkePublicKey) => {
    if (handshake.kind !== 'commit' || handshake.commit.content.contentType !== 'commit') return null;
    const { content } = handshake.commit;
    const { path } = content.commit;
    if (path === undefined) return null;
    const nodes = path.nodes.map((node) => ({ ...node, hpkePublicKey }));
    const leafNode = { ...path.leafNode, hpkePublicKey };
    const commit = { ...content.commit, path: { leafNode, nodes } };
    return { ...handshake, commit: { ...handshake.commit, content: { ...content, commit } } };
  },
  'path secret': (handshake, ciphertext) => {
    if (handshake.kind !== 'commit' || handshake.commit.content.contentType !== 'commit') return null;
    const { content } = handshake.commit;
    const { path } = content.commit;
    if (path === undefined) return null;
    const nodes = path.nodes.map((node) => ({
      ...node,
      encryptedPathSecret: node.encryptedPathSecret.map(() => ({ kemOutput: ciphertext, ciphertext })),
    }));
    const commit = { ...content.commit, path: { ...path, nodes } };
    return { ...handshake, commit: { ...handshake.commit, content: { ...content, commit } } };
  },
  'signature of the commit': (handshake, signature) =>
    handshake.kind === 'commit'
      ? { ...handshake, commit: { ...handshake.commit, auth: { ...handshake.commit.auth, signature } } }
      : null,
  welcome: (handshake, encryptedGroupInfo) =>
    handshake.kind === 'commit' && handshake.welcome !== null
      ? { ...handshake, welcome: { ...handshake.welcome, encryptedGroupInfo } }
      : null,
  'welcome’s secrets': (handshake, ciphertext) =>
    handshake.kind === 'commit' && handshake.welcome !== null
      ? {
          ...handshake,
          welcome: {
            ...handshake.welcome,
            secrets: handshake.welcome.secrets.map((one) => ({
              ...one,
              encryptedGroupSecrets: { kemOutput: ciphertext, ciphertext },
            })),
          },
        }
      : null,
  'key package': (handshake, initKey) =>
    handshake.kind === 'ask' ? { ...handshake, keyPackage: { ...handshake.keyPackage, initKey } } : null,
};
