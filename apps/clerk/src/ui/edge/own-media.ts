import { Store } from '@mado/signaling';
import type { OwnMedia } from '../state/clerk-state.ts';
import { VoiceMeter } from './voice-meter.ts';

export interface OwnMediaSnapshot {
  readonly state: OwnMedia;
  readonly stream: MediaStream | null;
}

const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const VIDEO: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/** The clerk's own camera and microphone. Without a camera a clerk can still talk; without a microphone not. */
export class OwnCapture extends Store<OwnMediaSnapshot> {
  readonly meter = new VoiceMeter();
  readonly #devices: MediaDevices;
  #opening: Promise<void> | null = null;
  /** Counts closings, so that an opening which is overtaken by one gives its tracks back. */
  #closings = 0;

  constructor(devices: MediaDevices) {
    super({ state: { phase: 'asking' }, stream: null });
    this.#devices = devices;
    // A headset that is plugged in mends a missing microphone by itself.
    devices.addEventListener('devicechange', () => {
      if (this.getSnapshot().state.phase === 'missing') void this.open();
    });
  }

  /** Opens both; what is open already stays. Never fails: what is missing is in the snapshot. */
  open(): Promise<void> {
    if (this.#opening !== null) return this.#opening;
    const opening = this.#open().finally(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    this.#opening = opening;
    return opening;
  }

  /** Switches both off, so that no lamp burns beside a camera which nobody needs. */
  close(): void {
    this.#closings++;
    this.#opening = null;
    for (const track of this.getSnapshot().stream?.getTracks() ?? []) track.stop();
    this.meter.stop();
    this.setSnapshot({ state: { phase: 'asking' }, stream: null });
  }

  async #open(): Promise<void> {
    const present = this.getSnapshot().stream?.getTracks() ?? [];
    if (present.some(({ kind, readyState }) => kind === 'audio' && readyState === 'live')) return;
    this.setSnapshot({ state: { phase: 'asking' }, stream: null });
    const closings = this.#closings;
    let stream: MediaStream;
    try {
      stream = await this.#cameraOrVoice();
    } catch (error) {
      if (closings !== this.#closings) return;
      this.setSnapshot({ state: { phase: 'missing', cause: causeOf(error) }, stream: null });
      return;
    }
    if (closings !== this.#closings) {
      for (const track of stream.getTracks()) track.stop();
      return;
    }
    for (const track of stream.getTracks()) track.addEventListener('ended', () => this.#ended(stream, track));
    this.meter.listen(stream);
    this.setSnapshot({ state: { phase: 'ready', camera: stream.getVideoTracks().length > 0 }, stream });
  }

  async #cameraOrVoice(): Promise<MediaStream> {
    try {
      return await this.#devices.getUserMedia({ audio: AUDIO, video: VIDEO });
    } catch (error) {
      if (causeOf(error) === 'denied') throw error;
      return await this.#devices.getUserMedia({ audio: AUDIO });
    }
  }

  /** A device was pulled out; `stop()` tells nothing here. */
  #ended(stream: MediaStream, track: MediaStreamTrack): void {
    if (this.getSnapshot().stream !== stream) return;
    if (track.kind === 'video') this.setSnapshot({ state: { phase: 'ready', camera: false }, stream });
    else {
      this.close();
      void this.open();
    }
  }
}

/** What a refusal of `getUserMedia` means to the clerk (W3C mediacapture-streams, 10.2). */
export function causeOf(error: unknown): Extract<OwnMedia, { phase: 'missing' }>['cause'] {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    default:
      return 'failed';
  }
}
