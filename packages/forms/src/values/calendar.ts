/** A day of the Gregorian calendar; months and days count from 1. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The eras (元号) that a living person's papers can name, in order. Keys are those of a template's era marks. */
export const ERA_IDS = ['meiji', 'taisho', 'showa', 'heisei', 'reiwa'] as const;
export type EraId = (typeof ERA_IDS)[number];

interface Era {
  readonly id: EraId;
  readonly name: string;
  readonly letter: string;
  /** First day. The day on which an era changed belongs to the new one where both were in use (1912-07-30, 1926-12-25). */
  readonly from: CalendarDate;
}

/**
 * First days by the imperial edicts and cabinet orders that changed the era. Japan counts Gregorian days since 1 January of
 * Meiji 6 (Great Council of State edict 337 of Meiji 5); before it the months were lunar and cannot be told from a Gregorian date.
 */
const ERAS: readonly Era[] = [
  { id: 'meiji', name: '明治', letter: 'M', from: { year: 1868, month: 1, day: 25 } },
  { id: 'taisho', name: '大正', letter: 'T', from: { year: 1912, month: 7, day: 30 } },
  { id: 'showa', name: '昭和', letter: 'S', from: { year: 1926, month: 12, day: 25 } },
  { id: 'heisei', name: '平成', letter: 'H', from: { year: 1989, month: 1, day: 8 } },
  { id: 'reiwa', name: '令和', letter: 'R', from: { year: 2019, month: 5, day: 1 } },
];

/** First day of the solar calendar in Japan, Meiji 6. */
const FIRST_SOLAR_DAY: CalendarDate = { year: 1873, month: 1, day: 1 };

/** A day as a Japanese form writes it: 令和4年8月22日 is `{ era: 'reiwa', year: 4, … }`, the first year is 1 (元年). */
export interface EraDate {
  readonly era: EraId;
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The era date of a day, or `undefined` before Meiji 6, when the calendar was another. */
export function toEra(date: CalendarDate): EraDate | undefined {
  if (compareDates(date, FIRST_SOLAR_DAY) < 0) return undefined;
  const era = ERAS.findLast(({ from }) => compareDates(date, from) >= 0);
  return era && { era: era.id, year: date.year - era.from.year + 1, month: date.month, day: date.day };
}

export function eraName(id: EraId): string {
  return ERAS.find((era) => era.id === id)?.name ?? id;
}

/** 1, 元 for the first year: what stands in the box before 年. */
export function eraYearText(year: number): string {
  return year === 1 ? '元' : String(year);
}

/** The day in words: 令和元年5月1日, or 1872年12月31日 before the eras can be told. */
export function dateInWords(date: CalendarDate): string {
  const era = toEra(date);
  const year = era ? `${eraName(era.era)}${eraYearText(era.year)}` : String(date.year);
  return `${year}年${date.month}月${date.day}日`;
}

/** The day by the Western calendar: 2026年11月3日. */
export function westernInWords({ year, month, day }: CalendarDate): string {
  return `${year}年${month}月${day}日`;
}

/**
 * Full years of a person (満年齢) on a day, counted from birthday to birthday; who was born on 29 February has theirs on 1 March of other
 * years. `undefined` before birth.
 */
export function ageAt(birth: CalendarDate, at: CalendarDate): number | undefined {
  if (compareDates(birth, at) > 0) return undefined;
  const had = at.month > birth.month || (at.month === birth.month && at.day >= birth.day);
  return at.year - birth.year - (had ? 0 : 1);
}

/** Negative when `a` is earlier than `b`, 0 on the same day. */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

const WESTERN = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/;
const BY_ERA = /^(明治|大正|昭和|平成|令和|[MTSHR])(元|\d{1,2})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/;

/**
 * Reads a typed day: `2022-08-22`, `2022/8/22`, `2022年8月22日`, `令和4年8月22日`, `S25.1.1`. Full-width digits are taken as digits.
 * `undefined` when it is no day of the calendar, or not of the era that it names (昭和64年1月8日).
 */
export function parseDate(typed: string): CalendarDate | undefined {
  const text = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const western = WESTERN.exec(text);
  if (western) return existing(Number(western[1]), Number(western[2]), Number(western[3]));
  const named = BY_ERA.exec(text);
  if (!named) return undefined;
  const era = ERAS.find(({ name, letter }) => name === named[1] || letter === named[1]);
  if (!era) return undefined;
  const eraYear = named[2] === '元' ? 1 : Number(named[2]);
  const date = existing(era.from.year + eraYear - 1, Number(named[3]), Number(named[4]));
  return date && toEra(date)?.era === era.id ? date : undefined;
}

function existing(year: number, month: number, day: number): CalendarDate | undefined {
  const found = new Date(0);
  found.setUTCFullYear(year, month - 1, day);
  const exists = found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  return exists ? { year, month, day } : undefined;
}
