import { signerOf } from '@mado/e2ee';
import { City, type Device } from '@mado/e2ee/testing';
import { Outbox } from '../channel/outbox.ts';
import { wrap } from '../channel/envelope.ts';
import { SessionChannel } from '../channel/session-channel.ts';
import type { Requester } from '../client/index.ts';
import { SessionSeal, type MessageKeySafe, type SealGate } from '../seal/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import { CLERK, COLLEAGUE, FakeRelay, KIOSK, SESSION, requester } from './fake-relay.ts';

/** One screen of one device in the session. */
export interface SealedEnd {
  readonly seal: SessionSeal;
  readonly channel: SessionChannel;
  /** The screen is gone: nothing is heard any more and all keys are lost. */
  vanish(): void;
}

/** Devices with real keys on one order of messages in memory. */
export class SealedEnds {
  readonly city = new City();
  readonly relay = new FakeRelay();
  readonly #devices = new Map<ParticipantId, Promise<Device>>();
  readonly #deviceIds = new Map<ParticipantId, string>([
    [KIOSK, 'kiosk-1'],
    [CLERK, 'clerk-1'],
    [COLLEAGUE, 'clerk-2'],
  ]);

  /** Opens a screen of this participant; `request` answers in place of the relay. It takes its place with `channel.resume()`. */
  open(
    self: ParticipantId,
    request: Requester = requester(this.relay.as(self)),
    safe: MessageKeySafe | null = null,
    gate: SealGate | null = null,
  ): SealedEnd {
    const { city } = this;
    // Ends live by the real clock, and so must their certificates.
    city.now = Date.now();
    const role = self === KIOSK ? 'kiosk' : 'clerk';
    const device = this.#devices.get(self) ?? city.device(this.#deviceIds.get(self) ?? self, role);
    this.#devices.set(self, device);
    const outbox = new Outbox(SESSION, request);
    const seal = new SessionSeal({
      sessionId: SESSION,
      founder: role === 'kiosk',
      identity: {
        load: async () => ({
          certificate: (await device).certificate,
          cityId: city.cityId,
          authorityKey: city.authority.publicKey,
          revocations: null,
        }),
        speak: async (sentence) => signerOf((await device).secretKey)(sentence),
        keepRevocations: () => Promise.resolve(),
        keepCertificate: () => Promise.resolve(),
      },
      safe,
      gate,
      send: (bytes) => void outbox.announce(wrap('handshake', bytes)).catch(() => undefined),
    });
    seal.setParticipants(this.#deviceIds.values());
    const channel = new SessionChannel({
      sessionId: SESSION,
      participantId: self,
      request,
      outbox,
      seal,
      deviceOf: (participant) => this.#deviceIds.get(participant),
    });
    this.relay.connect(self, (message) => channel.handleMessage(message));
    return {
      seal,
      channel,
      vanish: () => {
        this.relay.disconnect(self);
        channel.close();
        seal.destroy();
      },
    };
  }
}
