import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { PROOF_BYTES, proofText, type DeviceId } from '@mado/signaling/wire';
import type { ConfiguredDevice } from '../config/schema.ts';

/** DER head of an Ed25519 SubjectPublicKeyInfo (RFC 8410, section 4); the 32 bytes of the key follow. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** The devices of the configuration, and whether somebody who says to be one of them is. */
export class DeviceRegister {
  readonly #devices: ReadonlyMap<string, { device: ConfiguredDevice; key: KeyObject }>;
  /** Checked against when the device is unknown, so that this takes as long as a wrong proof. */
  readonly #nobody: KeyObject;

  constructor(devices: readonly ConfiguredDevice[]) {
    this.#devices = new Map(
      devices.map((device) => [device.id, { device, key: publicKey(Buffer.from(device.publicKey, 'base64')) }]),
    );
    this.#nobody = publicKey(Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'));
  }

  find(deviceId: string): ConfiguredDevice | undefined {
    return this.#devices.get(deviceId)?.device;
  }

  /** The device that made this proof over this nonce, or undefined. */
  identify(deviceId: DeviceId, nonce: Uint8Array, proof: Uint8Array): ConfiguredDevice | undefined {
    const known = this.#devices.get(deviceId);
    const signature = proof.byteLength === PROOF_BYTES ? proof : new Uint8Array(PROOF_BYTES);
    const valid = verify(null, proofText(nonce, deviceId), known?.key ?? this.#nobody, signature);
    return valid ? known?.device : undefined;
  }
}

function publicKey(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' });
}
