import { issueCertificate, issueRevocations, makeSigningKeys, signerOf, type CertificateRole } from '@mado/e2ee';

/** Long before and long after every test. */
const ALWAYS = { notBefore: 0, notAfter: Date.parse('2100-01-01T00:00:00Z') };

/** An invented city's authority. */
export class TestAuthority {
  readonly cityId = 'mado';
  readonly #keys = makeSigningKeys();

  /** For the server's configuration. */
  get configured(): { cityId: string; publicKey: string } {
    return { cityId: this.cityId, publicKey: Buffer.from(this.#keys.publicKey).toString('base64') };
  }

  certify(about: {
    deviceId: string;
    role: CertificateRole;
    name: string;
    publicKey: Uint8Array<ArrayBuffer>;
    notBefore?: number;
    notAfter?: number;
    serial?: Uint8Array<ArrayBuffer>;
  }): Promise<Uint8Array<ArrayBuffer>> {
    return issueCertificate({ cityId: this.cityId, ...ALWAYS, ...about }, signerOf(this.#keys.secretKey));
  }

  list(number: number, serials: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
    return issueRevocations({ cityId: this.cityId, number, issuedAt: 0, serials }, signerOf(this.#keys.secretKey));
  }
}

/** The one of the stage's city. */
export const authority = new TestAuthority();
