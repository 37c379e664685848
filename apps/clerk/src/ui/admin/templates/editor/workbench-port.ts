import type { Box, Field, FieldType, FoundField, TemplateMap, TemplateProblem } from '@mado/forms/map';
import type { FieldNote } from '../../../../contract/index.ts';

/**
 * What the template editor asks of the host: to look at a form, to fill a draft with sample values, to look for faults. The form's bytes
 * go along with each call, so the host keeps nothing of a draft. Every measure is as in a field map: points from the top left corner of
 * the page as it is shown, pages from 0.
 */
export interface WorkbenchPort {
  /**
   * Looks at a form. Refused with the `TemplateProblem` of a form that cannot be a template as code (`pdf-encrypted`, `pdf-active`, …).
   */
  inspect(pdf: Uint8Array<ArrayBuffer>): Promise<Inspection>;
  /**
   * Fills a draft. Fields whose value is not bound yet (`UNBOUND`) or cannot be read are left out by the host, so that the others can be seen.
   * Places are not marked for the pen.
   */
  preview(wanted: { pdf: Uint8Array<ArrayBuffer>; map: TemplateMap; values: SampleValues }): Promise<Preview>;
  /** Everything that keeps the draft from being published, or that a person should look at; none for a good one. */
  check(wanted: { pdf: Uint8Array<ArrayBuffer>; map: TemplateMap }): Promise<readonly Fault[]>;
}

/** Invented values: `usual` ones, or for each common field the `longest` that it may have. */
export type SampleValues = 'usual' | 'longest';

/**
 * The key of a field that is not bound to a common field yet. It is a key like any other to the schema, so that a draft can be kept, and
 * no catalogue has it, so that a draft with one is not published (`unknown-common-field`).
 */
export const UNBOUND = 'unbound';

export interface Inspection {
  readonly pages: readonly PageGeometry[];
  /** In the order of reading. Those of an AcroForm first, then those found in drawing or scan that no AcroForm field covers. */
  readonly proposals: readonly Proposal[];
  /** All common fields of the city, in the order of conversation. */
  readonly commonFields: readonly CommonFieldEntry[];
  /** Of a form with scanned pages: recognises their words. None where there is nothing to recognise. */
  readonly naming?: Naming;
}

/**
 * Recognises the words of a scanned form's boxes on this PC, and gives the same proposals again at the same places, with the names and common
 * fields that the words tell. `progress`: from 0 to 1. Rejects with the signal's reason when it is called off.
 */
export type Naming = (progress: (fraction: number) => void, signal: AbortSignal) => Promise<readonly Proposal[]>;

/** What a page holds to snap to. */
export interface PageGeometry {
  readonly width: number;
  readonly height: number;
  /** Straight lines along the axes, `x1 <= x2` and `y1 <= y2`, each once. */
  readonly lines: readonly Line[];
  /** Closed rectangles that lines make, without any line inside; also the little boxes of combs and checks. */
  readonly cells: readonly Box[];
  /** Rows of at least three equal cells side by side (個人番号, 口座番号). */
  readonly combs: readonly { readonly box: Box; readonly cells: number }[];
  /** Printed words with their place; none on a scan. */
  readonly labels: readonly Label[];
  /** The page is a picture: its lines and boxes were found in the dots, and what its words say only names proposals. */
  readonly scanned?: true;
}

export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Label {
  readonly text: string;
  readonly box: Box;
}

/** A field that the form could have. */
export type Proposal = FoundField;

/** A common field (共通項目) that a field can be bound to. */
export interface CommonFieldEntry {
  readonly key: string;
  readonly label: string;
  readonly group: string;
  readonly type: FieldType;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Of a number: how many digits it may have. */
  readonly digits?: { readonly min: number; readonly max: number };
}

export interface Preview {
  readonly pdf: Uint8Array;
  /** What was noted while printing, by the key of the common field. */
  readonly notes: readonly FieldNote[];
}

/** Words of the problem: `template.<problem>` of the message catalogue. `fields-overlap`: `detail` is the other field of the map. */
export interface Fault {
  readonly severity: 'error' | 'warning';
  readonly problem: TemplateProblem | 'fields-overlap';
  /** The field of the map that it is about; null for the form as a whole. */
  readonly field: Field['id'] | null;
  /** What makes the words concrete: a key, an expression, a page; may be empty. */
  readonly detail: string;
}
