import { useEffect, useRef, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface VideoViewProps {
  /** Who or what is seen, for a screen reader. */
  readonly label: string;
  /** Null keeps the last picture on the screen, so that a broken line never shows as black. */
  readonly stream: MediaStream | null;
  readonly fit?: 'cover' | 'contain';
  /** A self view is a mirror: people find themselves in it. */
  readonly mirrored?: boolean;
  /** Shows that the picture is old. */
  readonly dimmed?: boolean;
  /** True for a self view; the voice of a remote end is played by the same element. */
  readonly muted?: boolean;
  /** Loudness of the element, 0 to 1. */
  readonly volume?: number;
  /** Gets the `<video>` element, for whoever waits for its first frame, and null when it goes. Keep the function the same. */
  readonly onElement?: (element: HTMLVideoElement | null) => void;
  /** The browser refused to play (autoplay policy) or the stream broke. */
  readonly onPlayError?: (error: unknown) => void;
  readonly className?: string;
  /** Laid over the picture: a name, a note. */
  readonly children?: ReactNode;
}

/** A `<video>` that plays a `MediaStream`, with its picture kept while the stream is away. */
export function VideoView({
  label,
  stream,
  fit = 'cover',
  mirrored = false,
  dimmed = false,
  muted = false,
  volume = 1,
  onElement,
  onPlayError,
  className,
  children,
}: VideoViewProps) {
  const element = useRef<HTMLVideoElement | null>(null);
  const report = useRef(onPlayError);
  useEffect(() => {
    report.current = onPlayError;
  }, [onPlayError]);

  useEffect(() => {
    onElement?.(element.current);
    return () => onElement?.(null);
  }, [onElement]);

  useEffect(() => {
    const video = element.current;
    if (video === null || stream === null || video.srcObject === stream) return;
    video.srcObject = stream;
    video.play().catch((error: unknown) => {
      // A newer stream taking this one's place is no failure.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      report.current?.(error);
    });
  }, [stream]);

  useEffect(() => {
    if (element.current !== null) element.current.volume = Math.min(1, Math.max(0, volume));
  }, [volume]);

  useEffect(() => {
    const video = element.current;
    // A camera stays on while an element holds its stream.
    return () => {
      if (video !== null) video.srcObject = null;
    };
  }, []);

  return (
    <div
      className={classNames(
        'mado-video',
        `mado-video--${fit}`,
        mirrored && 'mado-video--mirrored',
        dimmed && 'mado-video--dimmed',
        className,
      )}
    >
      <video
        ref={element}
        className="mado-video__picture"
        aria-label={label}
        autoPlay
        playsInline
        muted={muted}
        disablePictureInPicture
      />
      {children}
    </div>
  );
}
