/**
 * What the clerk should know about a value. `error`: it is not printed as it is, or the form is wrong with it; `warning`: it is
 * printed, look at it. Words are in the screens' message catalogue under `form.<code>`.
 */
export interface Note {
  /** Key of the common field. */
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly code: NoteCode;
  /** Words to put into the message; for most the characters or the label in question, else empty. At most 200 characters. */
  readonly detail: string;
}

export const NOTE_CODES = [
  /** Needed on this form and not typed: it is to be written by hand. */
  'empty',
  /** Longer than the field may be; `detail` is the limit. */
  'too-long',
  /** Characters that are no kana. */
  'not-kana',
  /** Not seven digits. */
  'not-a-postal-code',
  'not-a-phone-number',
  'not-a-date',
  'not-digits',
  /** `detail`: how many digits it must have. */
  'wrong-number-of-digits',
  'not-a-choice',
  /** The check digit of a 個人番号 or 法人番号 says that a digit is wrong. */
  'wrong-check-digit',
  /** No bank, or no branch of the bank, has this code in the banks' own list. */
  'unknown-bank-code',
  /** The code is that of another bank or branch than the one whose name is typed; `detail` is whose. */
  'other-bank-code',
  'date-in-future',
  /** Earlier than another date may be; `detail` is that one's label. */
  'date-too-early',
  /** Before Meiji 6, when the calendar was lunar: the era boxes stay empty. */
  'date-before-solar-calendar',
  /** The form names only other eras; `detail` is the date's. */
  'era-not-on-form',
  /** The form prints no mark for this choice. */
  'choice-not-on-form',
  /** Control characters or invisible signs were left out. */
  'invisible-removed',
  /** No font has these characters; 〓 stands in their place. */
  'no-glyph',
  /** No font has the wanted variant; the usual shape is printed. */
  'usual-shape',
  /** It fits, but smaller than the form's limit. */
  'small-print',
  /** It does not fit at any readable size and is not printed. */
  'does-not-fit',
  /** A list has more rows than the form; `detail` is how many the form has. The others are not printed. */
  'too-many-rows',
  /** A guide has no steps: the city's configuration has none for the procedure, and none are typed. */
  'no-steps',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];

const DETAIL = 200;

export function note(field: string, severity: Note['severity'], code: NoteCode, detail = ''): Note {
  return { field, severity, code, detail: detail.length > DETAIL ? `${detail.slice(0, DETAIL - 1)}…` : detail };
}
