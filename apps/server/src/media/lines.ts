import type { types } from 'mediasoup';
import type { Consumer, Producer, Transport } from './room-parts.ts';

/** What of a room is looked at, and by whose hands something is done about it. */
export interface Lined {
  transports(): readonly Transport[];
  producers(): readonly Producer[];
  consumers(): readonly Consumer[];
  /** Brings the worker's side to what is wanted. */
  settleProducer(producer: Producer): Promise<void>;
  settleConsumer(consumer: Consumer): Promise<void>;
  readonly guard: <T>(act: () => Promise<T>) => Promise<T>;
}

type Report = types.ConsumerStat | types.ProducerStat;

/** From this share of lost packets on, and at every so many-eth look, it is asked how long packets take. */
const [WORTH_ASKING, ASK_EVERY_LOOKS] = [0.03, 4];

/** The lines of a room's participants: which went down or are back, and which have become too thin for what is sent over them. */
export class Lines {
  readonly #room: Lined;
  #looks = 0;
  /** What each sender was last told that it may send, by transport, in bits a second. */
  readonly #limits = new WeakMap<Transport, number>();

  constructor(room: Lined) {
    this.#room = room;
  }

  /** One look at each; asked twice a second. */
  async follow(): Promise<void> {
    this.#looks += 1;
    for (const transport of this.#room.transports()) {
      if (transport.transport.closed) continue;
      if (transport.direction === 'send') await this.#hear(transport);
      else await this.#measure(transport);
    }
    await this.#limit();
  }

  /**
   * What is lost on a line that went down is not asked for again: seconds of old picture would stand in front of the new one. Pausing a producer
   * for a moment makes the worker forget what it misses. A browser that asked in vain for a whole picture just before the return asks again
   * only three seconds later, so the worker asks too, in both directions.
   */
  async #hear({ owner, transport, hearing }: Transport): Promise<void> {
    const { guard } = this.#room;
    const theirs = this.#room
      .producers()
      .filter(({ producer, transportId }) => transportId === transport.id && !producer.paused);
    if (theirs.length === 0) return;
    const [stats] = await guard(() => transport.getStats());
    const heard = stats === undefined ? null : hearing.look(stats.rtpBytesReceived);
    if (heard === null) return;
    if (heard === 'silent') {
      const anew = (mine: Producer) =>
        Promise.all([guard(() => mine.producer.pause()), this.#room.settleProducer(mine)]);
      await Promise.all(theirs.map(anew));
      return;
    }
    const pictures = this.#room
      .consumers()
      .filter(
        ({ consumer, ...each }) =>
          [each.owner, each.from].includes(owner) && consumer.kind === 'video' && !consumer.paused,
      );
    await Promise.all(pictures.map(({ consumer }) => guard(() => consumer.requestKeyFrame())));
  }

  /** How well what is sent gets to a receiver; pictures rest on a way that carries none. */
  async #measure({ transport, thin }: Transport): Promise<void> {
    const { guard } = this.#room;
    const theirs = this.#room.consumers().filter(({ transportId }) => transportId === transport.id);
    const flowing = theirs.filter(({ consumer }) => !consumer.paused);
    if (flowing.length === 0 && !theirs.some(({ rests }) => rests)) return;
    const [stats] = await guard(() => transport.getStats());
    if (stats === undefined) return;
    const lost = stats.rtpPacketLossSent ?? 0;
    // Where nothing gets lost, the time that packets take is asked for now and then, to be compared with.
    const asks = lost >= WORTH_ASKING || thin.suspected || this.#looks % ASK_EVERY_LOOKS === 0;
    const reports = asks ? await Promise.all(flowing.map(({ consumer }) => guard(() => consumer.getStats()))) : [];
    thin.look(performance.now(), {
      network: transport.iceSelectedTuple?.remoteIp ?? null,
      lost,
      roundTripMs: roundTrip(reports.flat()),
      sent: sentIn(reports.flat()),
      carries: stats.availableOutgoingBitrate ?? null,
    });
    const rests = thin.bound === 0;
    for (const mine of theirs) {
      if (mine.consumer.kind !== 'video' || mine.rests === rests) continue;
      mine.rests = rests;
      await this.#room.settleConsumer(mine);
    }
  }

  /** Has each sender send what the thinnest way to its receivers carries (REMB); nobody is told why. */
  async #limit(): Promise<void> {
    const ways = this.#room.transports();
    for (const sending of ways) {
      if (sending.direction !== 'send' || sending.transport.closed) continue;
      const receivers = new Set(
        this.#room.consumers().flatMap(({ from, transportId }) => (from === sending.owner ? [transportId] : [])),
      );
      const limits = ways.flatMap(({ transport, thin }) =>
        receivers.has(transport.id) && thin.limit !== null ? [thin.limit] : [],
      );
      // 0: none.
      const limit = limits.length === 0 ? 0 : Math.min(...limits);
      if ((this.#limits.get(sending) ?? 0) === limit) continue;
      this.#limits.set(sending, limit);
      await this.#room.guard(() => sending.transport.setMaxIncomingBitrate(limit));
    }
  }
}

/** In bits a second. */
function sentIn(reports: readonly Report[]): number {
  return reports.reduce((sum, { type, bitrate }) => sum + (type === 'outbound-rtp' ? bitrate : 0), 0);
}

/** The longest that a receiver has told, in milliseconds; null: none has told yet. */
function roundTrip(reports: readonly Report[]): number | null {
  const told = reports.flatMap(({ type, roundTripTime }) =>
    type === 'outbound-rtp' && roundTripTime !== undefined && roundTripTime > 0 ? [roundTripTime] : [],
  );
  return told.length === 0 ? null : Math.max(...told);
}
