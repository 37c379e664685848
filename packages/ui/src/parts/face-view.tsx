import { useCallback } from 'react';
import { VideoView, type VideoViewProps } from './video-view.tsx';

export interface FaceViewProps<Id extends string> extends Omit<VideoViewProps, 'onElement'> {
  /** Whose picture it is. */
  readonly who: Id;
  /** Gets the `<video>` of this person, and null when it goes. Keep the function the same. */
  readonly onFace: (who: Id, element: HTMLVideoElement | null) => void;
}

/** One of several people: a `VideoView` that says whose element it has. Give it the person as its `key`. */
export function FaceView<Id extends string>({ who, onFace, ...view }: FaceViewProps<Id>) {
  const onElement = useCallback((element: HTMLVideoElement | null) => onFace(who, element), [who, onFace]);
  return <VideoView {...view} onElement={onElement} />;
}
