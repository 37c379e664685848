import { z } from 'zod';
import type { FieldType } from './field-type.ts';

/**
 * What of a person or an account a common field holds, whatever a city calls it. A paper that was read, a card and answers of a booking system
 * speak in items; the city's catalogue says which field takes which. 個人番号 is none of them: it is typed or written by hand, never taken in.
 */
export const ITEMS = [
  'name',
  'name-kana',
  'birth-date',
  'sex',
  'postal-code',
  'address',
  'phone',
  'death-date',
  'bank',
  'bank-branch',
  'account-number',
  'account-holder',
] as const;
export const Item = z.enum(ITEMS);
export type Item = z.infer<typeof Item>;

/** The type that a field must have to take an item. */
export const TYPE_OF_ITEM: Readonly<Record<Item, FieldType>> = {
  name: 'text',
  'name-kana': 'kana',
  'birth-date': 'date',
  sex: 'choice',
  'postal-code': 'postal-code',
  address: 'text',
  phone: 'phone',
  'death-date': 'date',
  bank: 'text',
  'bank-branch': 'text',
  'account-number': 'number',
  'account-holder': 'kana',
};
