import type { DeviceFault } from '@mado/signaling';

/** The reading of a card as the citizen sees it. The digits of the PIN are not here: the edge keeps them, and only their number is drawn. */
export type CardView =
  /** May it be read? */
  | { readonly step: 'asking' }
  /** `again`: it could not be read where it lay, or went too soon. */
  | { readonly step: 'placing'; readonly again: boolean }
  | {
      readonly step: 'typing';
      /** How many digits were pressed. */
      readonly digits: number;
      /** How often a PIN may still be tried here. */
      readonly tries: number;
      /** The last one was wrong. */
      readonly wrong: boolean;
    }
  | { readonly step: 'reading' }
  /** `lies`: the card is still on the reader. */
  | { readonly step: 'read'; readonly lies: boolean }
  | { readonly step: 'not-read'; readonly fault: DeviceFault; readonly lies: boolean };
