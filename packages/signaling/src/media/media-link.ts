import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';
import { Emitter, sleep } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import type { FrameGate } from '../seal/frame-gate.ts';
import type { MediaSource, ParticipantId, ProducerId, ProducerView, SessionId } from '../wire/index.ts';
import { TransportId } from '../wire/index.ts';
import { isBroken, isSound } from './media-state.ts';
import { OutgoingSource } from './outgoing-source.ts';
import { countIn, protocolOf, silenceOf } from './stats.ts';
import type { Arrived } from './standstill.ts';
import { holdVoice } from './voice-buffer.ts';
import { warmUpParameters } from './warm-up.ts';

export interface MediaLinkOptions {
  readonly sessionId: SessionId;
  readonly request: Requester;
  readonly forceTcp: boolean;
  readonly gate: FrameGate | null;
  /** For tests without WebRTC. */
  readonly handlerFactory?: types.HandlerFactory;
}

/** A track of the other end, as it arrives here. */
export interface RemoteTrack {
  readonly producerId: ProducerId;
  readonly participantId: ParticipantId;
  readonly kind: 'audio' | 'video';
  readonly source: MediaSource;
  readonly track: MediaStreamTrack;
}

interface MediaLinkEvents {
  /** A transport's connection changed. */
  connection: [];
  remoteTrack: [RemoteTrack];
  trackEnded: [RemoteTrack];
  /** The receiving transport could not be connected. */
  unusable: [unknown];
}

/** How often and for how long one listens after ICE was restarted on silent connections, and what is heard then; milliseconds. */
const [LISTEN_EVERY_MS, LISTEN_MS, HEARD_MS] = [100, 6_000, 250];

/**
 * Media that is silent for so long when the signalling answers has lost its way, and so has media of which nothing comes for the shorter time
 * from that answer on; the browser says so seconds later. Milliseconds.
 */
const [SILENT_MS, BACK_SILENT_MS] = [700, 350];
/** How long a restart of ICE stands for another one, in milliseconds. */
const RESTART_STANDS_MS = 1_500;

interface Incoming {
  readonly remote: RemoteTrack;
  readonly consumer: types.Consumer;
}

/**
 * One generation of a session's media: a device, a sending and a receiving transport and what runs over them. It is
 * never repaired beyond an ICE restart; what is worse makes a new one.
 *
 * Both transports go through ICE and DTLS as soon as they are made, in the waiting room: the sending one with encodings
 * that are switched off, so that nothing leaves this device, the receiving one with a receiver that nothing is ever sent to.
 */
export class MediaLink extends Emitter<MediaLinkEvents> {
  readonly #options: MediaLinkOptions;
  readonly #device: Device;
  readonly #send: types.Transport;
  readonly #recv: types.Transport;
  readonly #outgoing = new Map<MediaSource, OutgoingSource>();
  readonly #incoming = new Map<ProducerId, Incoming>();
  /** Producers whose consumption is under way. */
  readonly #consuming = new Set<ProducerId>();
  readonly #removed = new Set<ProducerId>();
  #restart: { readonly at: number; readonly done: Promise<void> } | null = null;
  #closed = false;

  private constructor(options: MediaLinkOptions, device: Device, send: types.Transport, recv: types.Transport) {
    super();
    this.#options = options;
    this.#device = device;
    this.#send = send;
    this.#recv = recv;
    for (const transport of [send, recv]) {
      let broken = false;
      transport.on('connectionstatechange', (state) => {
        if (broken && state === 'connected') options.gate?.beginPicturesAnew();
        broken = isBroken(state) || (broken && state !== 'connected');
        this.emit('connection');
      });
    }
  }

  /** Two round trips: capabilities and both transports are asked for together. The connections are made behind it. */
  static async open(options: MediaLinkOptions): Promise<MediaLink> {
    const { sessionId, request, forceTcp, handlerFactory } = options;
    const create = (direction: 'send' | 'recv') => request('media.createTransport', { sessionId, direction, forceTcp });
    const [device, { rtpCapabilities }, send, recv] = await Promise.all([
      handlerFactory === undefined ? Device.factory() : Device.factory({ handlerFactory }),
      request('media.capabilities', { sessionId }),
      create('send'),
      create('recv'),
    ]);
    await device.load({ routerRtpCapabilities: rtpCapabilities });
    const connect = (transportId: TransportId) => {
      return (
        { dtlsParameters }: { dtlsParameters: types.DtlsParameters },
        done: () => void,
        failed: (error: Error) => void,
      ) => {
        request('media.connectTransport', { sessionId, transportId, dtlsParameters }).then(done, failed);
      };
    };
    const sending = device.createSendTransport({ id: send.transportId, ...send });
    sending.on('connect', connect(send.transportId));
    // The server hears of a producer from `OutgoingSource.announce`; its id is not needed here.
    sending.on('produce', (_parameters, done) => done({ id: crypto.randomUUID() }));
    const receiving = device.createRecvTransport({ id: recv.transportId, ...recv });
    receiving.on('connect', connect(recv.transportId));
    const link = new MediaLink(options, device, sending, receiving);
    void link.#warmUp();
    return link;
  }

  get connections(): { readonly send: types.ConnectionState; readonly recv: types.ConnectionState } {
    return { send: this.#send.connectionState, recv: this.#recv.connectionState };
  }

  get receiving(): boolean {
    return this.#incoming.size > 0;
  }

  get remotes(): readonly RemoteTrack[] {
    return [...this.#incoming.values()].map(({ remote }) => remote);
  }

  /** Brings a track as far as it goes without the server's leave: negotiated, connected, switched off. */
  async attach(source: MediaSource, track: MediaStreamTrack, paused: boolean): Promise<void> {
    const known = this.#outgoing.get(source);
    if (known !== undefined) await known.replaceTrack(track);
    else {
      const transportId = this.#send.id;
      const outgoing = new OutgoingSource({
        ...this.#options,
        transportId,
        transport: this.#send,
        capabilities: this.#device.sendRtpCapabilities,
        source,
        paused,
      });
      this.#outgoing.set(source, outgoing);
      try {
        await outgoing.attach(track);
      } catch (error) {
        this.#outgoing.delete(source);
        throw error;
      }
    }
  }

  /** Tells the server about a source; told once, however often it is asked. */
  async announce(source: MediaSource): Promise<void> {
    await this.#outgoing.get(source)?.announce();
  }

  /** Admitted: lets every source flow that is announced. */
  async flow(): Promise<void> {
    await Promise.all([...this.#outgoing.values()].map((outgoing) => outgoing.flow()));
  }

  async setPaused(source: MediaSource, paused: boolean): Promise<void> {
    await this.#outgoing.get(source)?.setPaused(paused);
  }

  /** Whether the server still knows what this end sends; fails with `not-found` when it does not. */
  async confirm(): Promise<void> {
    await Promise.all([...this.#outgoing.values()].map((outgoing) => outgoing.confirm()));
  }

  /**
   * Begins to receive a producer, once. Two round trips: `consume`, and `resume` when the track is wired, which also
   * asks the sender for a key frame. Before admission the server keeps it silent, and lets it flow with admission.
   */
  async consume(view: ProducerView): Promise<void> {
    const { producerId, participantId, kind, source } = view;
    this.#removed.delete(producerId);
    if (this.#consuming.has(producerId) || this.#incoming.has(producerId)) return;
    this.#consuming.add(producerId);
    try {
      const { sessionId, request } = this.#options;
      const { consumerId, rtpParameters } = await request('media.consume', {
        sessionId,
        transportId: this.#transportId(this.#recv),
        producerId,
        rtpCapabilities: this.#device.recvRtpCapabilities,
      });
      const { gate } = this.#options;
      const consumer = await this.#recv.consume({
        id: consumerId,
        producerId,
        kind,
        rtpParameters,
        // In the turn in which the receiver is made, as with what is sent.
        onRtpReceiver: (receiver) => gate?.receiver(receiver, producerId, rtpParameters.codecs[0]?.mimeType),
      });
      if (this.#closed || this.#removed.has(producerId)) {
        consumer.close();
        return;
      }
      const remote: RemoteTrack = { producerId, participantId, kind, source, track: consumer.track };
      this.#incoming.set(producerId, { remote, consumer });
      this.emit('remoteTrack', remote);
      if (kind === 'audio') hold(consumer);
      await request('media.resumeConsumer', { sessionId, consumerId });
    } catch (error) {
      this.drop(producerId);
      throw error;
    } finally {
      this.#consuming.delete(producerId);
    }
  }

  /** The producer is gone, or what is received of it is of no use. */
  drop(producerId: ProducerId): void {
    if (this.#consuming.has(producerId)) this.#removed.add(producerId);
    const incoming = this.#incoming.get(producerId);
    if (incoming === undefined) return;
    this.#incoming.delete(producerId);
    incoming.consumer.close();
    this.emit('trackEnded', incoming.remote);
  }

  /**
   * New ICE credentials for both transports, at the same time. Fails with `not-found` when the server has lost them. A restart that
   * has just been made stands for another: a second one would take away what the first has found.
   */
  restartIce(): Promise<void> {
    if (this.#restart === null || Date.now() - this.#restart.at > RESTART_STANDS_MS) {
      const restart = { at: Date.now(), done: this.#restartBoth() };
      this.#restart = restart;
      restart.done.catch(() => (this.#restart = null));
    }
    return this.#restart.done;
  }

  /** The signalling is down, and with it perhaps the line on which ICE was restarted. */
  forgetRestart(): void {
    this.#restart = null;
  }

  async #restartBoth(): Promise<void> {
    const { sessionId, request } = this.#options;
    await Promise.all(
      [this.#send, this.#recv].map(async (transport) => {
        const transportId = this.#transportId(transport);
        const { iceParameters } = await request('media.restartIce', { sessionId, transportId });
        await transport.restartIce({ iceParameters });
      }),
    );
  }

  /**
   * The signalling answers: restarts ICE when nothing comes over the media's own way though nobody has said that it broke. The pictures of
   * both directions begin anew when something comes over both again.
   *
   * Over TCP that nothing comes is not waited for. What came says nothing of the other direction, which tries again as late after the return
   * as the line was down; and the old connection goes on until the new one is there.
   */
  async mendSilence(signal: AbortSignal): Promise<void> {
    if (!(await this.#goesOverTcp()) && !(await this.#staysSilent(signal))) return;
    await this.restartIce();
    const { gate } = this.#options;
    if (gate !== null) void this.#heard(signal).then((heard) => (heard ? gate.beginPicturesAnew() : undefined));
  }

  /** Resolves with true when both connections are sound, with false when that took longer than `ms` milliseconds. */
  async sound(ms: number, signal: AbortSignal): Promise<boolean> {
    const isItNow = () => isSound(this.#send.connectionState) && isSound(this.#recv.connectionState);
    if (isItNow()) return true;
    return new Promise((resolve) => {
      const finish = (result: boolean) => {
        off();
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onAbort = () => finish(false);
      const off = this.on('connection', () => {
        if (isItNow()) finish(true);
      });
      const timer = setTimeout(() => finish(false), ms);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** The browser's statistics of both connections. */
  async statistics(): Promise<{ readonly send: RTCStatsReport; readonly recv: RTCStatsReport }> {
    const [send, recv] = await Promise.all([this.#send.getStats(), this.#recv.getStats()]);
    return { send, recv };
  }

  /** For how long nothing has come over the connection that is silent for longer, in milliseconds; null: that is not known. */
  async silentFor(): Promise<number | null> {
    const { send, recv } = await this.statistics();
    const silences = [silenceOf(send), silenceOf(recv)].filter((silence) => silence !== null);
    return silences.length === 0 ? null : Math.max(...silences);
  }

  /** How much of each producer has arrived here: frames decoded of a picture, packets of a sound. */
  async arrived(): Promise<readonly Omit<Arrived, 'paused'>[]> {
    return Promise.all(
      [...this.#incoming.values()].map(async ({ remote, consumer }) => {
        const { producerId, participantId, source, kind } = remote;
        return { producerId, participantId, source, count: countIn(await consumer.getStats(), kind) };
      }),
    );
  }

  /** Closes what is here. The server closes its side when new transports take the place, or the session ends. */
  close(): void {
    this.#closed = true;
    for (const producerId of [...this.#incoming.keys()]) this.drop(producerId);
    this.#send.close();
    this.#recv.close();
    this.removeAllListeners();
  }

  async #goesOverTcp(): Promise<boolean> {
    const { send, recv } = await this.statistics();
    return [send, recv].some((report) => protocolOf(report) === 'tcp');
  }

  async #staysSilent(signal: AbortSignal): Promise<boolean> {
    const since = Date.now();
    do {
      const silent = await this.silentFor();
      if (silent === null || this.#closed) return false;
      const waited = Date.now() - since;
      if (silent > SILENT_MS || (waited > BACK_SILENT_MS && silent > BACK_SILENT_MS)) return true;
      // Something has come since.
      if (silent < waited) return false;
    } while (await sleep(LISTEN_EVERY_MS, signal));
    return false;
  }

  async #heard(signal: AbortSignal): Promise<boolean> {
    const until = Date.now() + LISTEN_MS;
    while (Date.now() < until && (await sleep(LISTEN_EVERY_MS, signal)) && !this.#closed) {
      // Transports that are closed meanwhile have nothing to say any more.
      const reports = await this.statistics().catch(() => null);
      if (reports === null) return false;
      const silences = [reports.send, reports.recv].map(silenceOf);
      if (silences.every((silence) => silence !== null && silence < HEARD_MS)) return true;
    }
    return false;
  }

  async #warmUp(): Promise<void> {
    const parameters = warmUpParameters(this.#device.recvRtpCapabilities);
    if (parameters === null) return;
    try {
      await this.#recv.consume(parameters);
    } catch (error) {
      if (!this.#closed) this.emit('unusable', error);
    }
  }

  #transportId(transport: types.Transport): TransportId {
    return TransportId.parse(transport.id);
  }
}

/** A bad line is met by waiting for what is sent again, as long as the consumer lives. */
function hold(consumer: types.Consumer): void {
  const { rtpReceiver } = consumer;
  if (rtpReceiver === undefined) return;
  const end = new AbortController();
  consumer.observer.once('close', () => end.abort());
  // Without statistics the browser's own choice holds, and nothing else is lost.
  holdVoice(rtpReceiver, end.signal).catch(() => undefined);
}
