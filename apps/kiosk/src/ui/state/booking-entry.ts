/** Why a booking did not open, as the screen tells it. `until`: this device's clock. */
export type BookingTrouble =
  | { readonly why: 'wrong' | 'locked' | 'in-use' | 'elsewhere' | 'no-answer' }
  | { readonly why: 'wait'; readonly until: number }
  | { readonly why: 'other-day'; readonly month: number; readonly day: number };

/** What somebody with a booking has pressed so far. */
export interface BookingEntry {
  readonly step: 'number' | 'pin';
  readonly number: string;
  readonly pin: string;
  readonly asking: boolean;
  readonly trouble: BookingTrouble | null;
}
export const EMPTY_ENTRY: BookingEntry = { step: 'number', number: '', pin: '', asking: false, trouble: null };
