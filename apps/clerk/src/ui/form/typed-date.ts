/** Years of an era count from its first: 昭和13 is 1925 + 13. */
const ERAS = [
  { name: '令和', letter: 'r', before: 2018 },
  { name: '平成', letter: 'h', before: 1988 },
  { name: '昭和', letter: 's', before: 1925 },
  { name: '大正', letter: 't', before: 1911 },
  { name: '明治', letter: 'm', before: 1867 },
] as const;

/**
 * Reads a date as clerks type it: 昭和13年5月12日, S13.5.12, 1938/5/12, 19380512, full-width or not, 元年 for a first year.
 * Gives `YYYY-MM-DD`, or null when it is no date. Which era's name a day has is left to the calendar: 昭和64年2月1日 is read as 1989-02-01.
 */
export function readDate(typed: string): string | null {
  const plain = typed.normalize('NFKC').trim().toLowerCase().replace('元年', '1年');
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (digits) return isoDate(Number(digits[1]), Number(digits[2]), Number(digits[3]));
  const parts =
    /^(明治|大正|昭和|平成|令和|[mtshr])?\s*(\d{1,4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/.exec(plain);
  if (parts === null) return null;
  const era = ERAS.find(({ name, letter }) => parts[1] === name || parts[1] === letter);
  const year = Number(parts[2]);
  // A bare year of two digits could be of two eras: it is not guessed.
  if (era === undefined && year < 1000) return null;
  return isoDate((era?.before ?? 0) + year, Number(parts[3]), Number(parts[4]));
}

/** The date in the era's words with the western year beside it; what is no `YYYY-MM-DD` stays as it was typed. */
export function dateWords(value: string): string {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (iso === null || isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3])) === null) return value;
  const date = new Date(`${value}T00:00:00Z`);
  return `${JAPANESE.format(date)}（${Number(iso[1])}年）`;
}

const JAPANESE = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  timeZone: 'UTC',
});

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}
