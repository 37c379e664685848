import { Icon, useText } from '@mado/ui';
import type { HostLink, Link } from '../state/clerk-state.ts';

export interface LinkBandProps {
  readonly link: Link;
  readonly host: HostLink;
  /** This machine's clock now, in milliseconds. */
  readonly now: number;
}

/** A calm band over the top while something heals by itself, with the seconds that it has taken. */
export function LinkBand({ link, host, now }: LinkBandProps) {
  const text = useText();
  const mending = broken(link, host);
  // The region stays, so that a screen reader reads what comes into it.
  return (
    <div className="band-place" role="status">
      {mending === null ? null : (
        <p className="band">
          <Icon name="line" />
          <span>{text(mending.words)}</span>
          <span className="band__seconds" aria-hidden="true">
            {text('common.reconnecting.seconds', { seconds: Math.max(0, Math.floor((now - mending.since) / 1000)) })}
          </span>
        </p>
      )}
    </div>
  );
}

function broken(link: Link, host: HostLink) {
  if (link.phase === 'reconnecting') {
    const words = link.serverRestarts ? ('clerk.band.server' as const) : ('clerk.band.line' as const);
    return { words, since: link.since };
  }
  if (host.phase === 'lost') return { words: 'clerk.band.host' as const, since: host.since };
  return null;
}
