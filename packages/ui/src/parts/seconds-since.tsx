import { useEffect, useState } from 'react';
import { useText } from '../catalogue/react.tsx';

export interface SecondsSinceProps {
  /** This device's clock in milliseconds; absent: the moment at which this came onto the screen. */
  readonly since?: number;
  readonly className?: string;
  readonly words?: 'common.reconnecting.seconds' | 'kiosk.line.seconds';
}

/** Counts the seconds since a moment, quietly: a screen reader is not told each of them. */
export function SecondsSince({ since, className, words = 'common.reconnecting.seconds' }: SecondsSinceProps) {
  const text = useText();
  const [shownAt] = useState(() => Date.now());
  const [now, setNow] = useState(shownAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - (since ?? shownAt)) / 1000));
  return (
    <span className={className} aria-hidden="true">
      {text(words, { seconds })}
    </span>
  );
}
