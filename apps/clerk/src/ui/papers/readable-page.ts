import type { Sheet, Turn } from '@mado/sheets';

/** A page as it is looked at, whose letters can be recognised. */
export interface ReadablePage {
  readonly title: string;
  /** From 0. */
  readonly page: number;
  readonly sheet: Sheet;
  readonly turn: Turn;
  /** Drawn from a PDF, whose natural unit is the point. */
  readonly vector: boolean;
}
