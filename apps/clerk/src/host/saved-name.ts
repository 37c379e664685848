import type { CalendarDate } from '@mado/forms';

export interface SavedFile {
  readonly today: CalendarDate;
  /** Number ticket (番号札) of the session. */
  readonly ticket: number;
  /** The form's title, as the council calls it. */
  readonly title: string;
  readonly extension: 'pdf' | 'xlsx';
}

/** Bytes that a title may take of the 255 that file systems give a name; the rest is for day, ticket, count and extension. */
const TITLE_BYTES = 180;

/**
 * What a saved form is called: day, ticket and title, so that a folder sorts by day and nobody's name stands in a list of files.
 * `copy`: from 1; further ones have it behind them.
 */
export function savedName({ today, ticket, title, extension }: SavedFile, copy: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${today.year}-${two(today.month)}-${two(today.day)}`;
  const behind = copy === 1 ? '' : `_${copy}`;
  return `${day}_受付${String(ticket).padStart(3, '0')}_${nameable(title)}${behind}.${extension}`;
}

/** What Windows, macOS and Linux all take in a name, and not too long for any. */
function nameable(title: string): string {
  const plain = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*/:<>?\\|]/gu, '')
    .replace(/\s+/gu, ' ');
  let name = '';
  for (const character of plain) {
    if (Buffer.byteLength(name + character) > TITLE_BYTES) break;
    name += character;
  }
  return name.trim() || '帳票';
}
