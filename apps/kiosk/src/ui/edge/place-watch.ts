import {
  StandstillWatch,
  type CommandReceiver,
  type DocumentId,
  type MediaState,
  type RemoteFaces,
  type SessionPlace,
  type TraySnapshot,
} from '@mado/signaling';
import type { KioskEvent } from '../state/kiosk-event.ts';
import type { Line } from '../state/kiosk-state.ts';
import type { PaperShelf } from './paper-shelf.ts';

export interface PlaceWatchOptions {
  readonly place: SessionPlace<CommandReceiver>;
  readonly dispatch: (event: KioskEvent) => void;
  readonly shelf: PaperShelf;
  readonly faces: RemoteFaces;
  /** A phrase of the clerk's, said now. */
  readonly onNotice: (notice: Extract<KioskEvent, { type: 'notice' }>['notice']) => void;
}

/** Turns what happens in a session's place into events, until the place is destroyed or the returned function is called. */
export function watchPlace({ place, dispatch, shelf, faces, onNotice }: PlaceWatchOptions): () => void {
  const laid = new LaidPapers();
  const still = new StandstillWatch();
  const stops = [
    place.tray.subscribe(() => {
      const tray = place.tray.getSnapshot();
      shelf.show(tray);
      const newest = laid.newest(tray, place.channel.restored);
      if (newest !== null) dispatch({ type: 'paper-shown', documentId: newest, page: 0 });
    }),
    place.commands.subscribe(() => {
      const commands = place.commands.getSnapshot();
      dispatch({ type: 'commands', commands, fresh: place.channel.restored, at: Date.now() });
    }),
    place.seal.subscribe(() => dispatch({ type: 'seal', seal: place.seal.getSnapshot() })),
    place.notices.subscribe(() => dispatch({ type: 'notice', notice: place.notices.getSnapshot()?.notice ?? null })),
    place.notices.on('said', ({ notice }, { replayed }) => {
      if (!replayed) onNotice(notice);
    }),
    place.stage.on('shown', (paper) => {
      if (paper !== null) laid.passOver(place.tray.getSnapshot());
      dispatch(paper === null ? { type: 'paper-hidden' } : { type: 'paper-shown', ...paper });
    }),
    place.annotations.subscribe(() => dispatch({ type: 'annotations', annotations: place.annotations.getSnapshot() })),
    place.pointing.subscribe(() => dispatch({ type: 'pointer', pointer: place.pointing.getSnapshot() })),
    place.media.on('state', (state) => {
      const media = mediaLine(state);
      if (media !== null) dispatch({ type: 'media', media });
    }),
    still.subscribe(() => dispatch({ type: 'still', still: still.getSnapshot() })),
  ];
  faces.follow(place.media);
  still.follow(place.media);
  return () => {
    still.stop();
    for (const stop of stops) stop();
    faces.clear();
    shelf.clear();
  };
}

/** What the citizen needs to know of it: all is well, or it is being mended since then. Null: nothing to tell. */
export function mediaLine(state: MediaState): Line | null {
  switch (state.phase) {
    case 'interrupted':
    case 'recovering':
      return { phase: 'broken', since: state.since };
    case 'idle':
    case 'prepared':
    case 'flowing':
      return { phase: 'online' };
    // Between a break and flowing again, and after the end, what was said before stays.
    case 'connecting':
    case 'closed':
      return null;
  }
}

/**
 * Finds the paper that somebody else has just laid down for the citizen to see. Those that were there when the screen came back are known
 * already, and what was scanned here comes by its own way.
 */
export class LaidPapers {
  readonly #known = new Set<DocumentId>();

  /** The last of those that have come in whole since the last call; null before the screen has its history. */
  newest({ documents }: TraySnapshot, fresh: boolean): DocumentId | null {
    let newest: DocumentId | null = null;
    for (const { documentId, own, complete } of documents) {
      if (own || !complete || this.#known.has(documentId)) continue;
      this.#known.add(documentId);
      newest = documentId;
    }
    return fresh ? newest : null;
  }

  /** A clerk shows a page now: what was on its way before does not push it aside when it comes in. */
  passOver({ documents }: TraySnapshot): void {
    for (const { documentId } of documents) this.#known.add(documentId);
  }
}
