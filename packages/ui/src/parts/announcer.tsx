export interface AnnouncerProps {
  /** What a screen reader says now; saying the same again needs another `turn`. */
  readonly words: string;
  readonly turn?: number;
  readonly urgent?: boolean;
}

/** An unseen live region. Put one on the page and leave it there: regions that come and go are not read. */
export function Announcer({ words, turn = 0, urgent = false }: AnnouncerProps) {
  return (
    <div
      className="mado-visually-hidden"
      aria-live={urgent ? 'assertive' : 'polite'}
      role={urgent ? 'alert' : 'status'}
    >
      <span key={turn}>{words}</span>
    </div>
  );
}
