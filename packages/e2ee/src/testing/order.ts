import type { Bytes } from '../bytes/index.ts';
import type { DeviceCertificate } from '../identity/index.ts';
import type { GroupEpoch, GroupFault } from '../group/index.ts';
import { SessionGroup } from '../group/index.ts';
import type { City, Device } from './city.ts';
import { identityOf } from './city.ts';

/** What a server does with handshake messages: numbers them and hands every one to everybody, in one order. */
export class Order {
  readonly messages: Bytes[] = [];
  readonly #members: Participant[] = [];
  #delivered = 0;

  join(participant: Participant): void {
    this.#members.push(participant);
  }

  leave(participant: Participant): void {
    this.#members.splice(this.#members.indexOf(participant), 1);
  }

  readonly send = (bytes: Bytes): void => {
    this.messages.push(bytes);
  };

  /** Delivers until nobody says anything any more. */
  async settle(): Promise<void> {
    while (this.#delivered < this.messages.length) {
      const message = this.messages[this.#delivered];
      this.#delivered++;
      if (message === undefined) return;
      await Promise.all(this.#members.map((member) => member.group.handle(message)));
    }
  }
}

/** A device with its group and everything that it was told. */
export class Participant {
  readonly group: SessionGroup;
  readonly epochs: GroupEpoch[] = [];
  readonly faults: GroupFault[] = [];
  holds = 0;
  removed = false;

  private constructor(make: (participant: Participant) => SessionGroup) {
    this.group = make(this);
  }

  /** Opens the session on a device: hears the history first, then takes its place. */
  static async open(
    city: City,
    device: Device,
    order: Order,
    options: { founder?: boolean; admit?: (device: DeviceCertificate) => boolean; sessionId?: string } = {},
  ): Promise<Participant> {
    const identity = await identityOf(city, device, options.sessionId);
    const made = new Participant(
      (participant) =>
        new SessionGroup({
          identity,
          trust: city.trust,
          founder: options.founder ?? false,
          admit: options.admit ?? (() => true),
          send: order.send,
          listener: {
            onEpoch: (epoch) => {
              participant.epochs.push(epoch);
              return Promise.resolve();
            },
            onFault: (fault) => participant.faults.push(fault),
            onHold: () => participant.holds++,
            onRemoved: () => {
              participant.removed = true;
            },
          },
        }),
    );
    await order.settle();
    for (const message of order.messages) await made.group.handle(message);
    order.join(made);
    await made.group.start();
    return made;
  }

  get epoch(): GroupEpoch {
    const last = this.epochs.at(-1);
    if (last === undefined) throw new Error('no epoch yet');
    return last;
  }

  get devices(): string[] {
    return this.group.members.map((member) => member.certificate.deviceId);
  }
}
