/** Why a device's store cannot be used. None of these heals by itself: IT staff enrol the device anew. */
export type StoreFault =
  /** The record of the enrolment is not what this program writes. */
  | 'enrolment-damaged'
  /** The certificate is for another key than this device's: a copied folder. */
  | 'other-key'
  /** The list of revocations is not the authority's. Going on without it would bring revoked devices back. */
  | 'revocations-damaged';

/** The store is there and must not be used as it is. */
export class DeviceStoreError extends Error {
  override readonly name = 'DeviceStoreError';
  readonly reason: StoreFault;
  constructor(reason: StoreFault, file: string) {
    super(`device store ${file}: ${reason}`);
    this.reason = reason;
  }
}
