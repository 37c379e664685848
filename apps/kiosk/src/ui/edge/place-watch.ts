import type { CommandReceiver, MediaState, RemoteFaces, SessionPlace } from '@mado/signaling';
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
  const stops = [
    place.tray.subscribe(() => shelf.show(place.tray.getSnapshot())),
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
      dispatch(paper === null ? { type: 'paper-hidden' } : { type: 'paper-shown', ...paper });
    }),
    place.media.on('state', (state) => {
      const media = mediaLine(state);
      if (media !== null) dispatch({ type: 'media', media });
    }),
  ];
  faces.follow(place.media);
  return () => {
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
