import { firstFrame, sleep, Store, type MediaSession, type RemoteTrack } from '@mado/signaling';

/** A citizen without a camera is heard only: after this time the voice alone counts as having joined. */
const VOICE_ALONE_MS = 4_000;

/**
 * The citizen's picture and voice as one stream. While nothing comes the last stream stays, and with it the last picture. Tells once a
 * session when the first frame is on the screen.
 */
export class CitizenFace extends Store<MediaStream | null> {
  readonly #onFirstFrame: () => void;
  #element: HTMLVideoElement | null = null;
  #end = new AbortController();
  #told = false;

  constructor(onFirstFrame: () => void) {
    super(null);
    this.#onFirstFrame = onFirstFrame;
  }

  get element(): HTMLVideoElement | null {
    return this.#element;
  }

  /** Follows one session's media until `clear`. */
  follow(media: MediaSession): void {
    this.clear();
    const { signal } = this.#end;
    const look = () => this.#show(media.remotes);
    signal.addEventListener('abort', media.subscribe(look), { once: true });
    look();
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
    const stream = this.getSnapshot();
    const shown = stream?.getTracks() ?? [];
    if (tracks.length === 0 || (tracks.length === shown.length && tracks.every((track) => shown.includes(track))))
      return;
    // A track that joins a stream which plays starts no new playback; one that takes another's place does.
    if (stream !== null && shown.every((track) => tracks.includes(track))) {
      for (const track of tracks) if (!shown.includes(track)) stream.addTrack(track);
    } else this.setSnapshot(new MediaStream(tracks));
    this.#awaitFirstFrame();
    if (!tracks.some(({ kind }) => kind === 'video')) void this.#voiceAlone();
  }

  #awaitFirstFrame(): void {
    if (this.#element === null || this.getSnapshot() === null || this.#told) return;
    firstFrame(this.#element, { signal: this.#end.signal }).then((at) => {
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
