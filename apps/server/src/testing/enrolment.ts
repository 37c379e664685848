import { generateKeyPairSync } from 'node:crypto';
import { signEnrolmentRequest, signerOf } from '@mado/e2ee';
import type { DeviceId } from '@mado/signaling/wire';

/** A new kiosk's request with its signature, and `about`: what the authority certifies of it. `requestedAt`: milliseconds since 1970. */
export async function inventRequest(deviceId: DeviceId, requestedAt: number) {
  const { publicKey: spki, privateKey } = generateKeyPairSync('ed25519');
  const publicKey = new Uint8Array(spki.export({ type: 'spki', format: 'der' }).subarray(-32));
  const secret = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32));
  const about = { deviceId, role: 'kiosk', name: '北公民館', publicKey } as const;
  return { about, request: await signEnrolmentRequest({ ...about, requestedAt }, signerOf(secret)) };
}
