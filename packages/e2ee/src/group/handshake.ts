import type { GroupInfo, KeyPackage, MlsPublicMessage, MLSMessage, PublicMessage, Welcome } from 'ts-mls';
import { decodeMlsMessage, encodeMlsMessage } from 'ts-mls';
import { ratchetTreeFromExtension } from 'ts-mls/groupInfo.js';
import type { Bytes } from '../bytes/index.ts';
import { FieldReader, FieldWriter, MalformedBytes } from '../bytes/index.ts';
import { SUITE } from './suite.ts';

/**
 * What members and those who want to be members say to each other, in the session's order.
 *
 * - `ask`: a device that is no member offers its key package.
 * - `founded`: the first member made the group; with what it takes to come back after a reload.
 * - `commit`: the group moves to the next epoch; with the welcome for those who were added, and what it takes to come
 *   back into the new epoch.
 *
 * Commits travel as public messages of MLS (signed, and sealed by a tag that only members can make): the server could
 * see from the device list who is here anyway, and a receiver can tell what is wrong with a bad one.
 */
export type Handshake =
  | { readonly kind: 'ask'; readonly keyPackage: KeyPackage }
  | { readonly kind: 'founded'; readonly groupInfo: GroupInfo }
  | {
      readonly kind: 'commit';
      readonly commit: PublicMessage;
      readonly groupInfo: GroupInfo;
      readonly welcome: Welcome | null;
    };

export type ReadHandshake =
  | { readonly ok: true; readonly handshake: Handshake }
  | { readonly ok: false; readonly cause: 'malformed' | 'downgraded' };

const SCHEMA = 1;
const KINDS = { ask: 1, founded: 2, commit: 3 } as const;
const VERSION = 'mls10';

export function writeHandshake(handshake: Handshake): Bytes {
  const fields = new FieldWriter().uint(SCHEMA, 1).uint(KINDS[handshake.kind], 1);
  switch (handshake.kind) {
    case 'ask':
      return fields.bytes(keyPackageBytes(handshake.keyPackage)).done();
    case 'founded':
      return fields.bytes(groupInfoBytes(handshake.groupInfo)).done();
    case 'commit': {
      const { commit, groupInfo, welcome } = handshake;
      const message: MlsPublicMessage = { wireformat: 'mls_public_message', publicMessage: commit };
      return fields
        .bytes(encodeMlsMessage({ ...message, version: VERSION }))
        .bytes(groupInfoBytes(groupInfo))
        .bytes(
          welcome === null
            ? new Uint8Array()
            : encodeMlsMessage({ wireformat: 'mls_welcome', welcome, version: VERSION }),
        )
        .done();
    }
  }
}

/** Never throws: anybody may have made the bytes. */
export function readHandshake(bytes: Uint8Array): ReadHandshake {
  try {
    const fields = new FieldReader(bytes);
    if (fields.uint(1) !== SCHEMA) return { ok: false, cause: 'downgraded' };
    const kind = fields.uint(1);
    if (kind === KINDS.ask) {
      const message = mls(fields.bytes());
      fields.end();
      if (message.wireformat !== 'mls_key_package') return { ok: false, cause: 'malformed' };
      const { keyPackage } = message;
      // The decoder knows one version of MLS only; whatever says another is malformed to it.
      if (keyPackage.cipherSuite !== SUITE) return { ok: false, cause: 'downgraded' };
      return { ok: true, handshake: { kind: 'ask', keyPackage } };
    }
    if (kind === KINDS.founded) {
      const groupInfo = readGroupInfo(fields.bytes());
      fields.end();
      return 'cause' in groupInfo
        ? { ok: false, cause: groupInfo.cause }
        : { ok: true, handshake: { kind: 'founded', groupInfo } };
    }
    if (kind !== KINDS.commit) return { ok: false, cause: 'malformed' };
    const commit = mls(fields.bytes());
    const groupInfo = readGroupInfo(fields.bytes());
    const welcomeBytes = fields.bytes();
    fields.end();
    if ('cause' in groupInfo) return { ok: false, cause: groupInfo.cause };
    if (commit.wireformat !== 'mls_public_message') return { ok: false, cause: 'malformed' };
    if (welcomeBytes.byteLength === 0) {
      return { ok: true, handshake: { kind: 'commit', commit: commit.publicMessage, groupInfo, welcome: null } };
    }
    const welcome = mls(welcomeBytes);
    if (welcome.wireformat !== 'mls_welcome') return { ok: false, cause: 'malformed' };
    if (welcome.welcome.cipherSuite !== SUITE) return { ok: false, cause: 'downgraded' };
    return {
      ok: true,
      handshake: { kind: 'commit', commit: commit.publicMessage, groupInfo, welcome: welcome.welcome },
    };
  } catch (error) {
    if (error instanceof MalformedBytes) return { ok: false, cause: 'malformed' };
    throw error;
  }
}

function keyPackageBytes(keyPackage: KeyPackage): Uint8Array {
  return encodeMlsMessage({ wireformat: 'mls_key_package', keyPackage, version: VERSION });
}

function groupInfoBytes(groupInfo: GroupInfo): Uint8Array {
  return encodeMlsMessage({ wireformat: 'mls_group_info', groupInfo, version: VERSION });
}

/** The library's decoder says `undefined` to some broken bytes and throws at others. */
function mls(bytes: Uint8Array): MLSMessage {
  let decoded: [MLSMessage, number] | undefined;
  try {
    decoded = decodeMlsMessage(bytes, 0);
  } catch (error) {
    throw new MalformedBytes(`no MLS message (${String(error)})`);
  }
  if (decoded?.[1] !== bytes.byteLength) throw new MalformedBytes('no MLS message');
  return decoded[0];
}

function readGroupInfo(bytes: Uint8Array): GroupInfo | { readonly cause: 'malformed' | 'downgraded' } {
  const message = mls(bytes);
  if (message.wireformat !== 'mls_group_info') return { cause: 'malformed' };
  const { groupContext } = message.groupInfo;
  if (groupContext.cipherSuite !== SUITE) return { cause: 'downgraded' };
  return hasTree(message.groupInfo) ? message.groupInfo : { cause: 'malformed' };
}

/** Whether it says who is in the group. MLS lets the tree be left out and reads it late; nobody comes back without it. */
function hasTree(groupInfo: GroupInfo): boolean {
  try {
    return ratchetTreeFromExtension(groupInfo) !== undefined;
  } catch {
    return false;
  }
}
