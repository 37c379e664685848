import { sleep, Store } from '../core/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import { firstFrame } from './first-frame.ts';
import type { RemoteTrack } from './media-link.ts';
import type { MediaSession } from './media-session.ts';

/** Whoever has no camera is heard only: after this time the voice alone counts as having come. */
const VOICE_ALONE_MS = 4_000;

/** Picture and voice of one participant as one stream. */
export interface RemoteFace {
  readonly participantId: ParticipantId;
  readonly stream: MediaStream;
  /** A picture of theirs has been on this screen. */
  readonly seen: boolean;
  /** False when they have left: the last picture stays until another one can take its place. */
  readonly here: boolean;
}

/** The part of a `MediaStream` that is decided about here; streams keep what plays in them. */
interface Tracks {
  getTracks(): MediaStreamTrack[];
  addTrack(track: MediaStreamTrack): void;
}

/**
 * The faces after a change of tracks or of who is there; the same array when nothing changed. Nobody's picture becomes black: who is
 * there without a track (a broken line) keeps the last one, and who has left is shown until a face of somebody present was seen.
 */
export function facesAfter<S extends Tracks>(
  before: readonly (Omit<RemoteFace, 'stream'> & { readonly stream: S })[],
  remotes: readonly Pick<RemoteTrack, 'participantId' | 'track'>[],
  isHere: (participantId: ParticipantId) => boolean,
  makeStream: (tracks: MediaStreamTrack[]) => S,
): readonly (Omit<RemoteFace, 'stream'> & { readonly stream: S })[] {
  const tracksOf = Map.groupBy(remotes, ({ participantId }) => participantId);
  const known = before.map((face) => {
    const here = isHere(face.participantId);
    const stream = streamAfter(
      face.stream,
      tracksOf.get(face.participantId)?.map(({ track }) => track) ?? [],
      makeStream,
    );
    return here === face.here && stream === face.stream ? face : { ...face, here, stream };
  });
  const fresh = [...tracksOf].flatMap(([participantId, found]) =>
    before.some((face) => face.participantId === participantId)
      ? []
      : [
          {
            participantId,
            stream: makeStream(found.map(({ track }) => track)),
            seen: false,
            here: isHere(participantId),
          },
        ],
  );
  const all = [...known, ...fresh];
  const replaced = all.some(({ here, seen }) => here && seen);
  const after = all.filter(({ here }) => here || !replaced);
  return after.length === before.length && after.every((face, at) => face === before[at]) ? before : after;
}

/** A track that joins a stream which plays starts no new playback; one that takes another's place does. */
function streamAfter<S extends Tracks>(
  stream: S,
  tracks: MediaStreamTrack[],
  make: (tracks: MediaStreamTrack[]) => S,
): S {
  const shown = stream.getTracks();
  if (tracks.length === 0 || (tracks.length === shown.length && tracks.every((track) => shown.includes(track))))
    return stream;
  if (!shown.every((track) => tracks.includes(track))) return make(tracks);
  for (const track of tracks) if (!shown.includes(track)) stream.addTrack(track);
  return stream;
}

/**
 * Who is seen and heard in one session, each participant with a stream of their own. Tells once a session when the first frame is on the
 * screen. The screen says which `<video>` shows whom.
 */
export class RemoteFaces extends Store<readonly RemoteFace[]> {
  readonly #onFirstFrame: () => void;
  readonly #elements = new Map<ParticipantId, HTMLVideoElement>();
  /** Whose next first frame is waited for, so that it is waited for once. */
  readonly #awaited = new Map<ParticipantId, HTMLVideoElement>();
  #present: ReadonlySet<ParticipantId> | null = null;
  #media: MediaSession | null = null;
  #end = new AbortController();
  #told = false;

  constructor(onFirstFrame: () => void) {
    super([]);
    this.#onFirstFrame = onFirstFrame;
  }

  /** The `<video>` elements that show somebody now. */
  get elements(): readonly HTMLVideoElement[] {
    return [...this.#elements.values()];
  }

  /** Follows one session's media until `clear`. */
  follow(media: MediaSession): void {
    this.clear();
    this.#media = media;
    const { signal } = this.#end;
    signal.addEventListener(
      'abort',
      media.subscribe(() => this.#look()),
      { once: true },
    );
    this.#look();
  }

  /** Who is in the session now. */
  setPresent(participants: Iterable<ParticipantId>): void {
    this.#present = new Set(participants);
    this.#look();
  }

  /** The `<video>` that shows a participant came or went. */
  setElement(participantId: ParticipantId, element: HTMLVideoElement | null): void {
    if (element === null) this.#elements.delete(participantId);
    else this.#elements.set(participantId, element);
    this.#awaitFirstFrames();
  }

  clear(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.#media = null;
    this.#present = null;
    this.#told = false;
    this.#awaited.clear();
    this.setSnapshot([]);
  }

  #look(): void {
    const media = this.#media;
    if (media === null) return;
    const isHere = (id: ParticipantId) => this.#present?.has(id) ?? true;
    const before = this.getSnapshot();
    const after = facesAfter(before, media.remotes, isHere, (tracks) => new MediaStream(tracks));
    if (after === before) return;
    this.setSnapshot(after);
    for (const { participantId, stream } of after) {
      const known = before.some((face) => face.participantId === participantId);
      if (!known && stream.getVideoTracks().length === 0) void this.#voiceAlone(participantId);
    }
    this.#awaitFirstFrames();
  }

  #awaitFirstFrames(): void {
    for (const { participantId, seen } of this.getSnapshot()) {
      const element = this.#elements.get(participantId);
      if (seen || element === undefined || this.#awaited.get(participantId) === element) continue;
      this.#awaited.set(participantId, element);
      firstFrame(element, { signal: this.#end.signal }).then((at) => {
        if (at !== null) this.#saw(participantId);
      }, reportError);
    }
  }

  async #voiceAlone(participantId: ParticipantId): Promise<void> {
    if (await sleep(VOICE_ALONE_MS, this.#end.signal)) this.#saw(participantId);
  }

  #saw(participantId: ParticipantId): void {
    const faces = this.getSnapshot().map((face) =>
      face.participantId === participantId && !face.seen ? { ...face, seen: true } : face,
    );
    this.setSnapshot(faces);
    this.#look();
    if (this.#told) return;
    this.#told = true;
    this.#onFirstFrame();
  }
}
