import { firstFrame, sleep, Store, type MediaSession, type RemoteTrack } from '@mado/signaling';

/** A clerk without a camera is heard only: after this time the voice alone counts as having joined. */
const VOICE_ALONE_MS = 4_000;

/**
 * The clerk's picture and voice as one stream. While nothing comes, the last stream stays, and with it the last picture. Tells once
 * when the first frame is on the screen.
 */
export class ClerkFace extends Store<MediaStream | null> {
  readonly #onFirstFrame: () => void;
  #element: HTMLVideoElement | null = null;
  #end = new AbortController();
  #told = false;

  constructor(onFirstFrame: () => void) {
    super(null);
    this.#onFirstFrame = onFirstFrame;
  }

  /** Follows one session's media until `clear`. */
  follow(media: MediaSession): void {
    this.clear();
    const { signal } = this.#end;
    const look = () => this.#show(media.remotes);
    const unsubscribe = media.subscribe(look);
    signal.addEventListener('abort', unsubscribe, { once: true });
    look();
  }

  get element(): HTMLVideoElement | null {
    return this.#element;
  }

  /** The `<video>` that shows it. */
  setElement(element: HTMLVideoElement | null): void {
    this.#element = element;
    this.#awaitFirstFrame();
  }

  clear(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.#told = false;
    this.setSnapshot(null);
  }

  #show(remotes: readonly RemoteTrack[]): void {
    const tracks = remotes.map(({ track }) => track);
    if (tracks.length === 0) return;
    const shown = this.getSnapshot()?.getTracks() ?? [];
    if (tracks.length === shown.length && tracks.every((track) => shown.includes(track))) return;
    const stream = this.getSnapshot();
    // A track that joins a stream which plays starts no new playback; one that takes another's place does.
    if (stream !== null && shown.every((track) => tracks.includes(track))) {
      for (const track of tracks) if (!shown.includes(track)) stream.addTrack(track);
    } else this.setSnapshot(new MediaStream(tracks));
    this.#awaitFirstFrame();
    if (!tracks.some(({ kind }) => kind === 'video')) void this.#voiceAlone();
  }

  #awaitFirstFrame(): void {
    const element = this.#element;
    if (element === null || this.getSnapshot() === null || this.#told) return;
    firstFrame(element, { signal: this.#end.signal }).then((at) => {
      if (at !== null) this.#tell();
    }, reportError);
  }

  async #voiceAlone(): Promise<void> {
    if (await sleep(VOICE_ALONE_MS, this.#end.signal)) this.#tell();
  }

  #tell(): void {
    if (this.#told) return;
    this.#told = true;
    this.#onFirstFrame();
  }
}
