import type { Bytes } from '../bytes/index.ts';
import { makeSigningKeys, signerOf } from '../bytes/index.ts';
import type { CertificateRole, RevocationList, SessionIdentity, Trust } from '../identity/index.ts';
import { issueCertificate, makeSessionIdentity } from '../identity/index.ts';

/** An invented city with its authority. */
export class City {
  readonly authority = makeSigningKeys();
  readonly cityId: string;
  /** The moment that all clocks of the city show. */
  now = 1_800_000_000_000;
  revocations: RevocationList | null = null;

  constructor(cityId = 'mado') {
    this.cityId = cityId;
  }

  readonly trust = (): Trust => ({
    cityId: this.cityId,
    authorityKey: this.authority.publicKey,
    revocations: this.revocations,
    now: this.now,
  });

  async device(deviceId: string, role: CertificateRole = 'clerk'): Promise<Device> {
    const keys = makeSigningKeys();
    const certificate = await issueCertificate(
      {
        cityId: this.cityId,
        deviceId,
        role,
        name: `${deviceId} さん`,
        publicKey: keys.publicKey,
        notBefore: this.now - 1000,
        notAfter: this.now + 365 * 24 * 60 * 60 * 1000,
      },
      signerOf(this.authority.secretKey),
    );
    return { deviceId, certificate, secretKey: keys.secretKey };
  }
}

export interface Device {
  readonly deviceId: string;
  readonly certificate: Bytes;
  readonly secretKey: Bytes;
}

/** The device in a session, with a key a little newer than the one before. */
export async function identityOf(city: City, device: Device, sessionId = 'session-1'): Promise<SessionIdentity> {
  city.now += 1;
  const made = await makeSessionIdentity({
    sessionId,
    certificate: device.certificate,
    trust: city.trust(),
    device: signerOf(device.secretKey),
  });
  if (!made.ok) throw new Error(`no identity: ${made.fault}`);
  return made.value;
}
