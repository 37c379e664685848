import { Icon, useText } from '@mado/ui';
import { useEffect, useState } from 'react';
import type { Line } from '../state/kiosk-state.ts';

/** The calm band while a line is mended. Nothing while it holds. */
export function LineBand({ line }: { readonly line: Line }) {
  const text = useText();
  if (line.phase !== 'broken') return null;
  return (
    <div className="band band--mending" role="status">
      <Icon name="line" className="band__pulse" />
      <p className="band__words">{text('kiosk.line.lost')}</p>
      <Seconds since={line.since} />
    </div>
  );
}

/** Seconds since a moment, counted quietly: a screen reader is not told each of them. */
function Seconds({ since }: { readonly since: number }) {
  const text = useText();
  const [now, setNow] = useState(since);
  useEffect(() => {
    const count = () => setNow(Date.now());
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [since]);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return (
    <span className="band__seconds" aria-hidden="true">
      {text('kiosk.line.seconds', { seconds })}
    </span>
  );
}
