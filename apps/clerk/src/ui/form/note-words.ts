import type { MessageKey, Text } from '@mado/ui';
import type { FieldNote } from '../../contract/index.ts';

/** The notes that packages/forms makes; each has words in the catalogue under `form.<code>`. */
const WORDS = {
  empty: 'form.empty',
  'too-long': 'form.too-long',
  'not-kana': 'form.not-kana',
  'not-a-postal-code': 'form.not-a-postal-code',
  'not-a-phone-number': 'form.not-a-phone-number',
  'not-a-date': 'form.not-a-date',
  'not-digits': 'form.not-digits',
  'wrong-number-of-digits': 'form.wrong-number-of-digits',
  'not-a-choice': 'form.not-a-choice',
  'wrong-check-digit': 'form.wrong-check-digit',
  'unknown-bank-code': 'form.unknown-bank-code',
  'other-bank-code': 'form.other-bank-code',
  'date-in-future': 'form.date-in-future',
  'date-too-early': 'form.date-too-early',
  'date-before-solar-calendar': 'form.date-before-solar-calendar',
  'era-not-on-form': 'form.era-not-on-form',
  'choice-not-on-form': 'form.choice-not-on-form',
  'invisible-removed': 'form.invisible-removed',
  'no-glyph': 'form.no-glyph',
  'usual-shape': 'form.usual-shape',
  'small-print': 'form.small-print',
  'does-not-fit': 'form.does-not-fit',
  'too-many-rows': 'form.too-many-rows',
  'no-steps': 'drawn.no-steps',
} as const satisfies Record<string, MessageKey>;

/** A note in words. A host that is newer than the screen may know more notes: then its code is shown, never nothing. */
export function noteWords(text: Text, note: FieldNote): string {
  return isKnown(note.code) ? text(WORDS[note.code], { detail: note.detail }) : `${note.code} ${note.detail}`.trim();
}

function isKnown(code: string): code is keyof typeof WORDS {
  return Object.hasOwn(WORDS, code);
}
