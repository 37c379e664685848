import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeMediaStreamTrack } from 'fake-mediastreamtrack';
import type { types } from 'mediasoup-client';
import type { Requester } from '../client/index.ts';
import { SignalingError } from '../client/index.ts';
import type { ErrorCode, Method, ProducerView, RequestOf, ResponseOf } from '../wire/index.ts';
import { ConsumerId, ProducerId, TransportId, methods } from '../wire/index.ts';
import { CLERK } from './fake-relay.ts';

/** A microphone or camera that is none. */
export function fakeTrack(kind: 'audio' | 'video'): MediaStreamTrack {
  return new FakeMediaStreamTrack({ kind });
}

/**
 * The server's media methods in memory, and a browser without WebRTC: connections come up when the server has connected
 * the transport, break and mend as the test says.
 */
export class FakeMedia {
  readonly asked: Method[] = [];
  readonly handlers: FakeHandler[] = [];
  /** What another participant sends. */
  producers: ProducerView[] = [];
  /** Whether new connections come up. */
  connects = true;
  /** For how long nothing has come over the connections, in milliseconds; null: nothing is known. */
  silentFor: number | null = null;
  /** Refusals by method, each used once. */
  readonly refuse = new Map<Method, ErrorCode>();
  /** Transports and producers that the server has. */
  readonly #known = new Set<string>();
  readonly #announced: RequestOf<'media.produce'>[] = [];

  /** How often an encoding was switched on in the browser. */
  switchedOn = 0;

  get announced(): readonly RequestOf<'media.produce'>[] {
    return this.#announced;
  }

  get handlerFactory(): types.HandlerFactory {
    const real = FakeHandler.createFactory(fakeParameters);
    return {
      ...real,
      factory: (options) => {
        const handler = real.factory(options);
        const made: unknown = handler;
        if (made instanceof FakeHandler) this.#watch(made);
        return handler;
      },
    };
  }

  #watch(handler: FakeHandler): void {
    this.handlers.push(handler);
    const send = handler.send.bind(handler);
    handler.send = async (options) => {
      const rtpSender = this.#sender(options.encodings);
      options.onRtpSender?.(rtpSender);
      return { ...(await send(options)), rtpSender };
    };
    const receive = handler.receive.bind(handler);
    handler.receive = async (wishes) => {
      const results = await receive(wishes);
      for (const { onRtpReceiver } of wishes) onRtpReceiver?.({} as Partial<RTCRtpReceiver> as RTCRtpReceiver);
      return results;
    };
    handler.getTransportStats = () => Promise.resolve(this.#statistics());
    handler.on('@connectionstatechange', (state) => {
      if (state === 'connecting' && this.connects) queueMicrotask(() => handler.setConnectionState('connected'));
    });
  }

  #statistics(): RTCStatsReport {
    if (this.silentFor === null) return new Map();
    const timestamp = Date.now();
    const lastPacketReceivedTimestamp = timestamp - this.silentFor;
    return new Map<string, object>([
      ['t', { id: 't', type: 'transport', timestamp, selectedCandidatePairId: 'p' }],
      ['p', { id: 'p', type: 'candidate-pair', timestamp, lastPacketReceivedTimestamp }],
    ]);
  }

  /** The browser's end of one outgoing track, as far as switching encodings goes. */
  #sender(encodings: types.RtpEncodingParameters[] = []): RTCRtpSender {
    let active = encodings.some((encoding) => encoding.active);
    const sender: Pick<RTCRtpSender, 'getParameters' | 'setParameters'> = {
      getParameters: () => ({
        transactionId: '',
        codecs: [],
        headerExtensions: [],
        rtcp: {},
        encodings: encodings.map(() => ({ active })),
      }),
      setParameters: (parameters) => {
        const wanted = parameters.encodings.some((encoding) => encoding.active);
        if (wanted && !active) this.switchedOn++;
        active = wanted;
        return Promise.resolve();
      },
    };
    return sender as RTCRtpSender;
  }

  /** Breaks the connections that are there. */
  breakLine(state: 'disconnected' | 'failed' = 'disconnected'): void {
    for (const handler of this.handlers) handler.setConnectionState(state);
  }

  mendLine(): void {
    for (const handler of this.handlers) handler.setConnectionState('connected');
  }

  /** The server forgets all transports, producers and consumers, as after a restart. */
  forget(): void {
    this.#known.clear();
  }

  count(method: Method): number {
    return this.asked.filter((each) => each === method).length;
  }

  addProducer(kind: 'audio' | 'video'): ProducerView {
    const view: ProducerView = {
      producerId: ProducerId.parse(crypto.randomUUID()),
      participantId: CLERK,
      kind,
      source: kind === 'audio' ? 'voice' : 'face',
      paused: false,
    };
    this.producers.push(view);
    return view;
  }

  readonly request: Requester = async <M extends Method>(method: M, data: RequestOf<M>) => {
    this.asked.push(method);
    const code = this.refuse.get(method);
    this.refuse.delete(method);
    if (code !== undefined) throw new SignalingError('refused', { method, code });
    const parsed = methods[method].request.parse(data);
    if ('transportId' in parsed && !this.#known.has(parsed['transportId'])) this.#notFound(method);
    if (method === 'media.setProducerPaused' && 'producerId' in parsed && !this.#known.has(parsed['producerId'])) {
      this.#notFound(method);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
    return methods[method].response.parse(this.#answer(method, parsed)) as ResponseOf<M>;
  };

  #answer(method: Method, data: object): unknown {
    switch (method) {
      case 'media.capabilities':
        return { rtpCapabilities: fakeParameters.generateRouterRtpCapabilities() };
      case 'media.createTransport': {
        const { iceParameters, iceCandidates, dtlsParameters } = fakeParameters.generateTransportRemoteParameters();
        const transportId = TransportId.parse(crypto.randomUUID());
        this.#known.add(transportId);
        return { transportId, iceParameters, iceCandidates, dtlsParameters };
      }
      case 'media.restartIce':
        return { iceParameters: fakeParameters.generateTransportRemoteParameters().iceParameters };
      case 'media.produce': {
        this.#announced.push(methods['media.produce'].request.parse(data));
        const producerId = crypto.randomUUID();
        this.#known.add(producerId);
        return { producerId };
      }
      case 'media.producers':
        return { producers: this.producers };
      case 'media.consume': {
        const { producerId } = methods['media.consume'].request.parse(data);
        const kind = this.producers.find((view) => view.producerId === producerId)?.kind ?? this.#notFound(method);
        const codecMimeType = kind === 'audio' ? 'audio/opus' : 'video/VP8';
        const { rtpParameters } = fakeParameters.generateConsumerRemoteParameters({ codecMimeType });
        return { consumerId: ConsumerId.parse(crypto.randomUUID()), kind, rtpParameters };
      }
      default:
        return {};
    }
  }

  #notFound(method: Method): never {
    throw new SignalingError('refused', { method, code: 'not-found' });
  }
}
