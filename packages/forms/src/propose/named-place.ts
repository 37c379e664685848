import type { CommonField } from '../values/catalogue.ts';
import type { FieldPlace } from './field-places.ts';

/** What is needed of a common field to guess that a place is its. */
export interface KnownField extends Pick<CommonField, 'key' | 'label' | 'group' | 'type'> {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly digits?: { readonly min: number; readonly max: number } | undefined;
}

/** A place and what the form calls it. */
export interface NamedPlace {
  readonly place: FieldPlace;
  readonly page: number;
  /** What a person calls it. */
  readonly label: string;
  /** What the form calls it, most telling first: the words beside it, and the same with those around. */
  readonly names: readonly Name[];
  /** The words at the side of its part of the form: 申請者; empty where there are none. */
  readonly section: string;
}

/** Words that name a place, and how much they tell, up to 1. */
export interface Name {
  readonly words: string;
  readonly weight: number;
}

/** A common field, and what is compared of it. */
export interface Known {
  readonly field: KnownField;
  readonly group: string;
  /** The label as it is, and without what stands in brackets. */
  readonly names: readonly string[];
  /** The same without the group that they begin with: what the field is called in a part about that group. */
  readonly short: readonly string[];
  readonly options: readonly string[];
  /** Other groups that its label speaks of: 亡くなった方との関係. */
  readonly about: readonly string[];
}
