/** This device's place in the city, as its host process knows it. */
export interface DeviceIdentity {
  /** What the city's authority says of this device. */
  readonly certificate: Uint8Array;
  readonly cityId: string;
  /** The authority's Ed25519 key, 32 bytes: what other devices are believed by. */
  readonly authorityKey: Uint8Array;
  /** The newest list of revoked certificates, as the authority signed it; null: none was ever published. */
  readonly revocations: Uint8Array | null;
}

/** Where a session gets this device's identity from. The device's own key never comes along. */
export interface IdentitySource {
  /** Null: this device is not enrolled. */
  load(): Promise<DeviceIdentity | null>;
  /** Signs the sentence with which the device speaks for a session's key. Fails when the bytes are anything else. */
  speak(sentence: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  /** Offers a newer list of revocations to the host, which checks it and keeps it. */
  keepRevocations(list: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Offers a renewed certificate to the host, which checks it and keeps it. */
  keepCertificate(certificate: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Where the keys to what was said outlive a reload of the screen: the memory of the host process. Calls may fail; then there is no copy. */
export interface MessageKeySafe {
  keep(sessionId: string, keys: Uint8Array<ArrayBuffer>): Promise<void>;
  recall(sessionId: string): Promise<Uint8Array | null>;
  forget(sessionId: string): Promise<void>;
}
