import { useText } from '@mado/ui';
import type { SessionView } from '@mado/signaling';

/** How far the citizen has come on the way through the desks. Nothing where there is one desk. */
export function Progress({ course: { itinerary, position } }: { readonly course: SessionView['course'] }) {
  const text = useText();
  const stop = position === null ? undefined : itinerary[position];
  if (position === null || stop === undefined || itinerary.length < 2) return null;
  return (
    <div className="progress">
      <p className="progress__words">{text('kiosk.call.progress', { count: itinerary.length, at: position + 1 })}</p>
      <ol className="progress__stops" aria-hidden="true">
        {itinerary.map(({ deskId }, at) => (
          <li
            key={deskId}
            className="progress__stop"
            data-stop={at < position ? 'done' : at === position ? 'now' : 'ahead'}
          />
        ))}
      </ol>
    </div>
  );
}
