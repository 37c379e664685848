import { Store, type LocalTracks } from '@mado/signaling';
import type { Capture } from '../state/kiosk-state.ts';
import { openCapture, stopTracks } from './capture.ts';
import { VoiceLevel } from './voice-level.ts';

export interface BoothCaptureOptions {
  readonly devices: MediaDevices;
  /** Where camera and microphone stand now. */
  readonly onCapture: (capture: Capture) => void;
  /** New tracks to send. */
  readonly onTracks: (tracks: LocalTracks) => void;
  /** Opening failed in a way that the API does not name. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Camera and microphone of the booth, and the loudness of the voice. The snapshot is the stream for the self view. A plug that is
 * pulled and put back in is noticed, and the new tracks take the place of the old ones.
 */
export class BoothCapture extends Store<MediaStream | null> {
  readonly level = new VoiceLevel();
  readonly #options: BoothCaptureOptions;
  /** Counts openings, so that one which is overtaken gives its tracks back. */
  #turn = 0;
  /** Somebody sits here who wants to be seen and heard, and something was missing for it. */
  #lacking = false;

  constructor(options: BoothCaptureOptions) {
    super(null);
    this.#options = options;
    options.devices.addEventListener('devicechange', () => this.#devicesChanged());
  }

  /** Asks for camera and microphone, unless they run. */
  async open(): Promise<void> {
    if (this.getSnapshot() !== null) return;
    const { devices, onCapture, onTracks } = this.#options;
    const turn = ++this.#turn;
    onCapture({ phase: 'asking' });
    const result = await openCapture(devices);
    if (turn !== this.#turn) {
      if (result.ok) stopTracks(result.stream);
      return;
    }
    this.#lacking = !result.ok;
    if (!result.ok) {
      onCapture({ phase: 'failed', fault: result.fault });
      return;
    }
    const { stream, camera } = result;
    this.setSnapshot(stream);
    this.level.listen(stream);
    for (const track of stream.getTracks()) track.addEventListener('ended', () => this.#lost(stream));
    onCapture({ phase: 'ready', camera });
    const audio = stream.getAudioTracks()[0];
    const video = stream.getVideoTracks()[0];
    onTracks({ ...(audio ? { audio } : {}), ...(video ? { video } : {}) });
  }

  /** Switches both off; the lamps at the devices go out. */
  close(): void {
    this.#turn++;
    this.#lacking = false;
    this.level.stop();
    stopTracks(this.getSnapshot());
    this.setSnapshot(null);
    this.#options.onCapture({ phase: 'off' });
  }

  #lost(stream: MediaStream): void {
    if (this.getSnapshot() !== stream) return;
    this.close();
    this.open().catch(this.#options.onFault);
  }

  #devicesChanged(): void {
    const stream = this.getSnapshot();
    // Something that was missing may be there now: without a picture there is something to win, with one nothing.
    if (stream?.getVideoTracks().length === 0) this.#lost(stream);
    else if (stream === null && this.#lacking) this.open().catch(this.#options.onFault);
  }
}
