/** A key press as Electron tells it before the page sees it. */
export interface KeyPress {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/**
 * Keys that a booth's page must not get: they zoom, reload, close, print, or lead out of the page. What a citizen types into a field
 * passes.
 */
export function leadsOutOfKiosk(press: KeyPress): boolean {
  const key = press.key.toLowerCase();
  if (press.meta) return true;
  if (press.alt) return key === 'f4' || key === 'arrowleft' || key === 'arrowright' || key === 'home' || key === ' ';
  if (press.control)
    return !['a', 'c', 'v', 'x', 'z', 'y', 'arrowleft', 'arrowright', 'backspace', 'control'].includes(key);
  return /^f\d+$/.test(key) || key === 'browserback' || key === 'browserforward' || key === 'browserrefresh';
}
