import type { types } from 'mediasoup-client';
import type { Requester } from '../client/signaling-client.ts';
import type { FrameGate } from '../seal/frame-gate.ts';
import type { MediaSource, ProducerId, SessionId } from '../wire/index.ts';
import { TransportId } from '../wire/index.ts';
import { encodingOf } from './encodings.ts';
import { restPicture } from './picture-rest.ts';

export interface OutgoingSourceOptions {
  readonly sessionId: SessionId;
  readonly request: Requester;
  readonly transport: types.Transport;
  readonly transportId: string;
  readonly source: MediaSource;
  /** What both this browser and the server can do, first choice first. */
  readonly capabilities: types.RtpCapabilities;
  readonly gate: FrameGate | null;
  readonly paused: boolean;
}

/**
 * One local track on its way out. `attach` negotiates it and connects the transport with the encoding switched off:
 * not a packet of picture or sound leaves. `announce` tells the server, which keeps it silent too until admission.
 * `flow` switches the encoding on.
 */
export class OutgoingSource {
  readonly #options: OutgoingSourceOptions;
  #producer: types.Producer | null = null;
  #producerId: ProducerId | null = null;
  #announcing: Promise<void> | null = null;
  #flowing: Promise<void> | null = null;
  #paused: boolean;

  constructor(options: OutgoingSourceOptions) {
    this.#options = options;
    this.#paused = options.paused;
  }

  /** @throws MediaCannotBeSealedError */
  async attach(track: MediaStreamTrack): Promise<void> {
    const { source, capabilities, gate } = this.#options;
    const { encodings, codecOptions } = encodingOf(source);
    const codec = capabilities.codecs?.find(({ kind }) => kind === track.kind);
    this.#producer = await this.#options.transport.produce({
      track,
      encodings: encodings.map((encoding) => ({ ...encoding, active: false })),
      codecOptions,
      ...(codec === undefined ? {} : { codec }),
      // The track is the app's, which shows it as self-view and goes on with it after a rebuild.
      stopTracks: false,
      // In the turn in which the sender is made: Chromium leaves a transform out that comes later, without a word.
      onRtpSender: (sender) => gate?.sender(sender, source, codec?.mimeType),
    });
    if (this.#paused) this.#producer.pause();
  }

  async replaceTrack(track: MediaStreamTrack): Promise<void> {
    if (this.#producer === null || this.#producer.track === track) return;
    await this.#producer.replaceTrack({ track });
  }

  /** One round trip, once; a second call waits for the first. */
  async announce(): Promise<void> {
    if (this.#producerId !== null || this.#producer === null) return;
    this.#announcing ??= this.#tell(this.#producer).finally(() => {
      this.#announcing = null;
    });
    await this.#announcing;
  }

  /**
   * Once announced, once: later calls wait for the first. Not earlier, because a first key frame that meets no producer
   * makes the server ask for another, and the browser then passes over the request that counts, the one when the other
   * end is ready (it serves one in 300 ms). The picture would be a second late. The browser is asked before this returns.
   */
  async flow(): Promise<void> {
    if (this.#producerId === null || this.#producer === null) return;
    this.#flowing ??= this.#begin(this.#producer);
    try {
      await this.#flowing;
    } catch (error) {
      this.#flowing = null;
      throw error;
    }
  }

  async setPaused(paused: boolean): Promise<void> {
    this.#paused = paused;
    if (paused) this.#producer?.pause();
    else this.#producer?.resume();
    await this.confirm();
  }

  /** Says the present state again; fails with `not-found` when the server has lost the producer. */
  async confirm(): Promise<void> {
    if (this.#producerId === null) return;
    const { sessionId, request } = this.#options;
    await request('media.setProducerPaused', { sessionId, producerId: this.#producerId, paused: this.#paused });
  }

  async #begin(producer: types.Producer): Promise<void> {
    const { rtpSender } = producer;
    await activate(rtpSender);
    if (rtpSender === undefined || producer.kind !== 'video' || producer.closed) return;
    const end = new AbortController();
    producer.observer.once('close', () => end.abort());
    // Without statistics the browser's own choice holds, and nothing else is lost.
    restPicture(rtpSender, end.signal).catch(() => undefined);
  }

  async #tell(producer: types.Producer): Promise<void> {
    const { sessionId, request, source, transportId } = this.#options;
    const encodings = producer.rtpParameters.encodings?.map((encoding) => ({ ...encoding, active: true }));
    const rtpParameters = { ...producer.rtpParameters, ...(encodings === undefined ? {} : { encodings }) };
    const { producerId } = await request('media.produce', {
      sessionId,
      transportId: TransportId.parse(transportId),
      kind: producer.kind,
      source,
      rtpParameters,
      paused: this.#paused,
    });
    this.#producerId = producerId;
  }
}

async function activate(sender: RTCRtpSender | undefined): Promise<void> {
  if (sender === undefined) return;
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) encoding.active = true;
  await sender.setParameters(parameters);
}
