import type { SignalingClient } from '../client/signaling-client.ts';
import type { DevicesView, RequestOf, ResponseOf, UploadOutcome } from '../wire/index.ts';

/** The administration of devices, for IT administrators. Every call fails with a `SignalingError`; `forbidden` for everybody else. */
export class DevicesClient {
  readonly #signaling: SignalingClient;

  constructor(signaling: SignalingClient) {
    this.#signaling = signaling;
  }

  /** All devices, and all requests that wait for the authority. */
  view(): Promise<DevicesView> {
    return this.#signaling.request('admin.devices', {});
  }

  /** @returns a code with which one device can ask to be enrolled, once, and until when */
  code(requestKey: string): Promise<ResponseOf<'admin.enrolmentCode'>> {
    return this.#signaling.request('admin.enrolmentCode', { requestKey });
  }

  /** Hands the server what the authority signed: certificates and lists of revocations, as `mado-ca` writes them. */
  upload(text: string): Promise<UploadOutcome> {
    return this.#signaling.request('admin.upload', { text });
  }

  /** Puts a request away that is not one of the city's devices. */
  async decline(keyHash: RequestOf<'admin.declineRequest'>['keyHash']): Promise<void> {
    await this.#signaling.request('admin.declineRequest', { keyHash });
  }
}
