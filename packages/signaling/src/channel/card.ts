import { z } from 'zod';

/** Why a card at the booth was not read; words in the catalogue under `device.<kiosk|clerk>.<cause>`. */
export const CARD_FAULTS = [
  'reader-missing',
  /** None was laid down in time. */
  'card-missing',
  /** Another kind of card. */
  'card-unknown',
  /** One more wrong PIN would lock it: that try is not used here. */
  'card-last-try',
  'card-locked',
  'card-taken-away',
  'card-failed',
  /** Nobody answered at the booth. */
  'card-time-over',
  /** The citizen does not want it, which is theirs to say. */
  'card-refused',
  /** The server's audit log could not have a line of it, so nothing was handed over. */
  'card-not-recorded',
] as const;

/** Where the reading of a card is. No digit of the PIN is in it, nor how many were pressed. */
export const CardProgress = z.strictObject({
  /** The citizen is asked; lays the card down; presses the PIN; the card is being read. */
  step: z.enum(['asking', 'placing', 'typing', 'reading']),
  /** Wrong PINs that the card still bears; null before it was looked at. */
  triesLeft: z.int().min(0).max(15).nullable(),
  /** The PIN that was pressed last was wrong. */
  wrongPin: z.boolean(),
});
export type CardProgress = z.infer<typeof CardProgress>;

/** 基本4情報 as they stand on the card. The 個人番号 is never read. */
export const CardItems = z.strictObject({
  name: z.string().min(1).max(400),
  address: z.string().min(1).max(800),
  /** YYYY-MM-DD */
  birthDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  sex: z.enum(['男', '女']).nullable(),
});
export type CardItems = z.infer<typeof CardItems>;
