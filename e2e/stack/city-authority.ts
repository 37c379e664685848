import { issueCertificate, makeSigningKeys, signerOf } from '@mado/e2ee';
import { DeviceStore } from '@mado/enrolment';
import { loadDeviceKey } from '@mado/rpc/node';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The sample city's certificate authority, whose key lives as long as the stack. */
export class CityAuthority {
  readonly cityId = 'madono';
  readonly #keys = makeSigningKeys();

  get publicKey(): Uint8Array {
    return this.#keys.publicKey;
  }

  /** Makes the device of a data folder the city's: what an enrolment leaves there. */
  async enrol(dataDir: string, device: { deviceId: string; role: 'kiosk' | 'clerk'; name: string }): Promise<void> {
    const store = await DeviceStore.open(dataDir, await loadDeviceKey(dataDir));
    const now = Date.now();
    const certificate = await issueCertificate(
      { ...device, cityId: this.cityId, publicKey: store.publicKey, notBefore: now - DAY_MS, notAfter: now + DAY_MS },
      signerOf(this.#keys.secretKey),
    );
    const authority = { cityId: this.cityId, publicKey: this.#keys.publicKey };
    const enrolled = await store.enrol({ authority, certificate }, now);
    if (!enrolled.ok) throw new Error(`${device.deviceId} was not enrolled: ${enrolled.fault}`);
  }
}
