import { Icon, SecondsSince, useText } from '@mado/ui';
import type { Line } from '../state/kiosk-state.ts';

/** The calm band while a line is mended. Nothing while it holds. */
export function LineBand({ line }: { readonly line: Line }) {
  const text = useText();
  if (line.phase !== 'broken') return null;
  return (
    <div className="band band--mending" role="status">
      <Icon name="line" className="band__pulse" />
      <p className="band__words">{text('kiosk.line.lost')}</p>
      <SecondsSince since={line.since} className="band__seconds" words="kiosk.line.seconds" />
    </div>
  );
}
