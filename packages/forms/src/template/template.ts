import type { Catalogue, CommonField } from '../values/catalogue.ts';
import type { Expression } from '../values/expression.ts';
import type { Box, CombField, Field, TemplateMap, TextField } from './map.ts';

/** The page as it is shown, in points; `left` and `top` are the crop box's corner in the PDF's own space (y upwards). */
export interface PageFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A sheet for the rest of a list (別紙) that the form itself does not have: what is printed on it besides fields. */
export interface GeneralSheet {
  /** Behind the form's own pages, counted with them from 0. */
  readonly page: number;
  readonly title: Words;
  /** Whose list it is that goes on here. */
  readonly words: Words;
  /** Before the name; none when the form asks for no name. */
  readonly name: Words | undefined;
  /** Above the columns; none when the map does not say what the columns are called. */
  readonly heads: readonly Words[];
  readonly department: Words;
  /** All cells that are framed. */
  readonly cells: readonly Box[];
}

export interface Words {
  readonly text: string;
  readonly box: Box;
}

/** A field with what it prints worked out once, at loading. */
export type BoundField =
  | { readonly kind: 'text'; readonly field: TextField; readonly value: Expression }
  | { readonly kind: 'comb'; readonly field: CombField; readonly value: Expression }
  | { readonly kind: 'plain'; readonly field: PlainField };

/** Fields that print a common field as it is. */
export type PlainField = Exclude<Field, { kind: 'text' | 'comb' }>;

/** A template that was read and checked. Immutable; filling never changes it. */
export interface Template {
  /** With the fields of its general sheets. */
  readonly map: TemplateMap;
  /** The form without values, and without the fields to type into that an AcroForm has. */
  readonly pdf: Uint8Array;
  /** Those of the form, then a general sheet for each list that may go on and has no sheet of its own. */
  readonly pages: readonly PageFrame[];
  readonly general: readonly GeneralSheet[];
  readonly bound: readonly BoundField[];
  /** The common fields that it needs, in the order of conversation. */
  readonly needs: readonly CommonField[];
  readonly catalogue: Catalogue;
  /** Why a filled form cannot be a PDF/A-2u (`archivalFaults`); empty for one that is made as such. */
  readonly notArchival: readonly string[];
}

/** A common field and whether one of the chosen templates cannot do without it. */
export type NeededField = CommonField & { readonly required: boolean };

/** Anything that common fields are put into. */
export interface Fillable {
  readonly map: { readonly required: readonly string[] };
  readonly needs: readonly CommonField[];
  readonly catalogue: Catalogue;
}

/** The union of what the templates need, each field once, in the order of conversation: what the clerk types. */
export function fieldsFor(templates: readonly Fillable[]): NeededField[] {
  const needed = new Set(templates.flatMap(({ needs }) => needs.map(({ key }) => key)));
  const required = new Set(templates.flatMap(({ map }) => map.required));
  // Papers without a template have fields of their own behind the city's.
  const fields = new Map(templates.flatMap(({ catalogue }) => [...catalogue]));
  return [...fields.values()]
    .filter(({ key }) => needed.has(key))
    .map((field) => ({ ...field, required: required.has(field.key) }));
}
