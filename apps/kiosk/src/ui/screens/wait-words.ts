import type { SessionView } from '@mado/signaling';
import type { Text } from '@mado/ui';

const MINUTE_MS = 60_000;

/** A wait in words: exact minutes would be a promise, so from ten on it goes in fives. */
export function waitWords(text: Text, { waitForecastMs }: Pick<SessionView, 'waitForecastMs'>): string {
  if (waitForecastMs === null) return text('kiosk.waiting.unknown');
  const minutes = Math.ceil(waitForecastMs / MINUTE_MS);
  if (minutes <= 2) return text('kiosk.waiting.soon');
  return text('kiosk.waiting.about', { minutes: minutes <= 10 ? minutes : Math.ceil(minutes / 5) * 5 });
}
