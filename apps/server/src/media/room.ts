import { isDeepStrictEqual } from 'node:util';
import type { types } from 'mediasoup';
import {
  ConsumerId,
  ProducerId,
  RtpParameters,
  TransportId,
  type MediaSource,
  type ParticipantId,
  type ProducerView,
  type ResponseOf,
} from '@mado/signaling/wire';
import { Refusal } from '../wire/refusal.ts';
import { withoutCaptureTime } from './codecs.ts';
import { guarded } from './guard.ts';
import { Hearing } from './hearing.ts';
import { Lines } from './lines.ts';
import type { Consumer, Direction, Producer, Transport } from './room-parts.ts';
import { ThinLine } from './thin-line.ts';
import type { PlacedRouter } from './workers.ts';

/**
 * How often a sender is asked for a whole picture at most, in milliseconds; an ask in between is put off to then. A browser passes over a
 * second ask within 300 ms, and the worker, which waits for the answer, would ask no more for a whole second.
 */
const WHOLE_PICTURE_EVERY_MS = 350;

/** One participant's sound or picture on its way to another. */
export interface Flow {
  readonly from: ParticipantId;
  readonly to: ParticipantId;
  readonly kind: types.MediaKind;
}

/** What others in the room have to hear. */
export interface RoomNews {
  producerAdded(producer: ProducerView): void;
  producerRemoved(owner: ParticipantId, producerId: ProducerId): void;
  producerPaused(owner: ParticipantId, producerId: ProducerId, paused: boolean): void;
}

export interface TransportWish {
  readonly direction: Direction;
  readonly enableUdp: boolean;
  readonly enableTcp: boolean;
  readonly initialBitrate: number;
}

/** Whether two participants send to each other. */
export type Meets = (one: ParticipantId, other: ParticipantId) => boolean;

export interface RoomOptions {
  readonly placed: PlacedRouter;
  readonly news: RoomNews;
  /** Who may negotiate to receive whom. */
  readonly meets: Meets;
  /** Of those, who receives whom now: a side conversation keeps the citizen out without taking anything down. */
  readonly hears: Meets;
  /** The citizen was let in already: media flows from the beginning. */
  readonly admitted: boolean;
}

/**
 * Media of one session: one router, and of each participant at most one transport a direction. All that a participant
 * names must be their own; anything else is `not-found`.
 *
 * Until admission everything may be negotiated and nothing flows: producers and consumers are kept paused here, whatever
 * their owners ask for, and begin together with `letFlow`.
 */
export class Room {
  readonly #placed: PlacedRouter;
  readonly #news: RoomNews;
  readonly #meets: Meets;
  readonly #hears: Meets;
  #admitted: boolean;
  readonly #transports = new Map<string, Transport>();
  readonly #producers = new Map<string, Producer>();
  readonly #consumers = new Map<string, Consumer>();
  readonly #lines: Lines;

  constructor({ placed, news, meets, hears, admitted }: RoomOptions) {
    this.#placed = placed;
    this.#news = news;
    this.#meets = meets;
    this.#hears = hears;
    this.#admitted = admitted;
    this.#lines = new Lines({
      transports: () => [...this.#transports.values()],
      producers: () => [...this.#producers.values()],
      consumers: () => [...this.#consumers.values()],
      settleProducer: (each) => this.#settleProducer(each),
      settleConsumer: (each) => this.#settleConsumer(each),
      guard: (act) => this.#guard(act),
    });
  }

  get closed(): boolean {
    return this.#placed.router.closed;
  }

  /** Runs `act` when the worker under this room died. */
  onWorkerDeath(act: () => void): void {
    this.#placed.router.once('workerclose', act);
  }

  close(): void {
    this.#placed.close();
  }

  /**
   * The citizen was let in: all that was kept paused and is wanted flows. Everything is asked of the worker before this
   * returns, senders before receivers, so that no answer stands between admission and the first picture.
   */
  async letFlow(): Promise<void> {
    this.#admitted = true;
    const senders = [...this.#producers.values()]
      .filter((each) => !each.paused)
      .map((each) => this.#settleProducer(each));
    const receivers = [...this.#consumers.values()].map((each) => this.#settleConsumer(each));
    await Promise.all([...senders, ...receivers]);
  }

  /** Who hears whom has changed: what may not flow any more is stopped before anything begins to. */
  async reroute(): Promise<void> {
    const consumers = [...this.#consumers.values()];
    const apart = consumers.filter((each) => !this.#hears(each.owner, each.from));
    const together = consumers.filter((each) => this.#hears(each.owner, each.from));
    await Promise.all([...apart, ...together].map((each) => this.#settleConsumer(each)));
  }

  /** Looks whose line went down, is back, or has become too thin for what is sent over it; asked twice a second. */
  followLines(): Promise<void> {
    return this.#lines.follow();
  }

  /** Who receives whom at this moment, as the worker has been told. */
  get flows(): readonly Flow[] {
    return [...this.#consumers.values()]
      .filter((each) => !each.consumer.paused)
      .map((each) => ({ from: each.from, to: each.owner, kind: each.consumer.kind }));
  }

  get capabilities(): types.RtpCapabilities {
    return withoutCaptureTime(this.#placed.router.rtpCapabilities);
  }

  hasTransportOf(owner: ParticipantId): boolean {
    return [...this.#transports.values()].some((each) => each.owner === owner);
  }

  /** A second transport of the same direction takes the place of the first: the client has begun anew. */
  async createTransport(owner: ParticipantId, wish: TransportWish): Promise<ResponseOf<'media.createTransport'>> {
    const transport = await this.#guard(() =>
      this.#placed.router.createWebRtcTransport({
        webRtcServer: this.#placed.webRtcServer,
        enableUdp: wish.enableUdp,
        enableTcp: wish.enableTcp,
        preferUdp: wish.enableUdp,
        initialAvailableOutgoingBitrate: wish.initialBitrate,
        iceConsentTimeout: 30,
      }),
    );
    for (const each of this.#transports.values()) {
      if (each.owner === owner && each.direction === wish.direction) each.transport.close();
    }
    this.#transports.set(transport.id, {
      owner,
      direction: wish.direction,
      transport,
      hearing: new Hearing(),
      thin: new ThinLine(),
    });
    transport.observer.once('close', () => this.#transports.delete(transport.id));
    return {
      transportId: TransportId.parse(transport.id),
      iceParameters: transport.iceParameters,
      iceCandidates: transport.iceCandidates,
      dtlsParameters: transport.dtlsParameters,
    };
  }

  async connectTransport(owner: ParticipantId, id: TransportId, dtlsParameters: types.DtlsParameters): Promise<void> {
    const own = this.#transport(owner, id);
    if (own.connecting) {
      if (!isDeepStrictEqual(own.connecting.dtlsParameters, dtlsParameters))
        throw new Refusal('conflict', 'the transport is connected otherwise');
      return own.connecting.done;
    }
    const done = this.#guard(() => own.transport.connect({ dtlsParameters: structuredClone(dtlsParameters) }));
    own.connecting = { dtlsParameters, done };
    try {
      await done;
    } catch (error) {
      delete own.connecting;
      throw error;
    }
  }

  async restartIce(owner: ParticipantId, id: TransportId): Promise<types.IceParameters> {
    const { transport } = this.#transport(owner, id);
    return this.#guard(() => transport.restartIce());
  }

  closeTransport(owner: ParticipantId, id: TransportId): void {
    this.#transport(owner, id).transport.close();
  }

  /** Out at once: what others receive of them stops first, then all that is theirs. */
  closeParticipant(owner: ParticipantId): void {
    for (const each of [...this.#consumers.values()]) if (each.from === owner) each.consumer.close();
    for (const each of [...this.#transports.values()]) if (each.owner === owner) each.transport.close();
  }

  /** One producer a source; the same wish again gives the same one, another wish replaces it. */
  async produce(
    owner: ParticipantId,
    id: TransportId,
    wish: { kind: types.MediaKind; source: MediaSource; rtpParameters: types.RtpParameters; paused: boolean },
  ): Promise<ProducerId> {
    const { transport, direction } = this.#transport(owner, id);
    if (direction !== 'send') throw new Refusal('forbidden', 'not a sending transport');
    if ((wish.source === 'voice') !== (wish.kind === 'audio'))
      throw new Refusal('malformed', 'the source is not of this kind');
    const before = [...this.#producers.values()].find((each) => each.owner === owner && each.source === wish.source);
    if (before?.transportId === transport.id && isDeepStrictEqual(before.asked, wish.rtpParameters))
      return ProducerId.parse(before.producer.id);
    before?.producer.close();
    const rtpParameters = structuredClone(wish.rtpParameters);
    const producer = await this.#guard(() =>
      transport.produce({
        kind: wish.kind,
        rtpParameters,
        paused: wish.paused || !this.#admitted,
        ...(wish.kind === 'video' ? { keyFrameRequestDelay: WHOLE_PICTURE_EVERY_MS } : {}),
      }),
    );
    if (producer.closed) throw new Refusal('not-found', 'the transport was closed meanwhile');
    const mine: Producer = {
      owner,
      transportId: transport.id,
      source: wish.source,
      asked: wish.rtpParameters,
      producer,
      paused: wish.paused,
    };
    const producerId = ProducerId.parse(producer.id);
    this.#producers.set(producer.id, mine);
    producer.observer.once('close', () => {
      this.#producers.delete(producer.id);
      // When the whole room goes, everybody is told of that instead. When somebody goes, the others first hear that: they change keys.
      queueMicrotask(() => {
        if (!this.closed) this.#news.producerRemoved(owner, producerId);
      });
    });
    this.#news.producerAdded(viewOf(mine));
    // Admission may have come while the worker made it.
    if (producer.paused && !mine.paused && this.#admitted) await this.#settleProducer(mine);
    return producerId;
  }

  async setProducerPaused(owner: ParticipantId, id: ProducerId, paused: boolean): Promise<void> {
    const mine = this.#producer(owner, id);
    if (mine.paused === paused) return;
    mine.paused = paused;
    await this.#settleProducer(mine);
    this.#news.producerPaused(owner, id, paused);
  }

  closeProducer(owner: ParticipantId, id: ProducerId): void {
    this.#producer(owner, id).producer.close();
  }

  producersBeside(owner: ParticipantId): ProducerView[] {
    return [...this.#producers.values()].filter((each) => this.#meets(owner, each.owner)).map(viewOf);
  }

  async consume(
    owner: ParticipantId,
    id: TransportId,
    producerId: ProducerId,
    capabilities: types.RtpCapabilities,
  ): Promise<ResponseOf<'media.consume'>> {
    const { transport, direction } = this.#transport(owner, id);
    if (direction !== 'recv') throw new Refusal('forbidden', 'not a receiving transport');
    const source = this.#producers.get(producerId);
    if (!source || !this.#meets(owner, source.owner)) throw new Refusal('not-found', 'no such producer');
    const before = [...this.#consumers.values()].find(
      (each) => each.transportId === transport.id && each.consumer.producerId === producerId,
    );
    const consumer =
      before?.consumer ?? (await this.#newConsumer(owner, source.owner, transport, producerId, capabilities));
    return {
      consumerId: ConsumerId.parse(consumer.id),
      kind: consumer.kind,
      rtpParameters: RtpParameters.parse(consumer.rtpParameters),
    };
  }

  async resumeConsumer(owner: ParticipantId, id: ConsumerId): Promise<void> {
    const mine = this.#consumers.get(id);
    if (mine?.owner !== owner) throw new Refusal('not-found', 'no such consumer');
    mine.wanted = true;
    await this.#settleConsumer(mine);
  }

  /** Brings the worker's side to what the owner wants, within what admission allows. */
  async #settleProducer({ producer, paused }: Producer): Promise<void> {
    const silent = paused || !this.#admitted;
    await this.#guard(() => (silent ? producer.pause() : producer.resume()));
  }

  async #settleConsumer({ consumer, wanted, rests, owner, from }: Consumer): Promise<void> {
    const flows = wanted && !rests && this.#admitted && this.#hears(owner, from);
    // The worker takes requests in their order, so the latest wish is the one that holds.
    await this.#guard(() => (flows ? consumer.resume() : consumer.pause()));
  }

  async #newConsumer(
    owner: ParticipantId,
    from: ParticipantId,
    transport: types.WebRtcTransport,
    producerId: ProducerId,
    given: types.RtpCapabilities,
  ): Promise<types.Consumer> {
    const consumer = await this.#guard(() => {
      const rtpCapabilities = withoutCaptureTime(structuredClone(given));
      if (!this.#placed.router.canConsume({ producerId, rtpCapabilities }))
        throw new Refusal('malformed', 'no codec in common');
      // mediasoup leaves NACK out for audio unless RTX is asked for: lost speech would then never be sent again.
      return transport.consume({ producerId, rtpCapabilities, paused: true, enableRtx: true });
    });
    if (consumer.closed) throw new Refusal('not-found', 'it was closed meanwhile');
    this.#consumers.set(consumer.id, { owner, from, transportId: transport.id, consumer, wanted: false, rests: false });
    consumer.observer.once('close', () => this.#consumers.delete(consumer.id));
    return consumer;
  }

  #transport(owner: ParticipantId, id: TransportId): Transport {
    const found = this.#transports.get(id);
    if (found?.owner !== owner) throw new Refusal('not-found', 'no such transport');
    return found;
  }

  #producer(owner: ParticipantId, id: ProducerId): Producer {
    const found = this.#producers.get(id);
    if (found?.owner !== owner) throw new Refusal('not-found', 'no such producer');
    return found;
  }

  #guard<T>(act: () => Promise<T>): Promise<T> {
    return guarded(act, () => this.closed);
  }
}

function viewOf({ owner, source, producer, paused }: Producer): ProducerView {
  return {
    producerId: ProducerId.parse(producer.id),
    participantId: owner,
    kind: producer.kind,
    source,
    paused,
  };
}
