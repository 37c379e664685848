import { z } from 'zod';
import { FieldType } from './field-type.ts';
import { Item, TYPE_OF_ITEM } from './item.ts';
export const FieldKey = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/)
  .max(60);

/** What a half-typed value is looked up in, so that the clerk types less. */
const LookUp = z.discriminatedUnion('kind', [
  /** A postal code's address, and the field that it goes into. */
  z.strictObject({ kind: z.literal('address'), into: FieldKey }),
  z.strictObject({ kind: z.literal('bank') }),
  /** A branch of the bank that stands in another field. */
  z.strictObject({ kind: z.literal('branch'), of: FieldKey }),
  /** How the name in another field is probably read. */
  z.strictObject({ kind: z.literal('reading'), of: FieldKey }),
]);
export type LookUp = z.infer<typeof LookUp>;

const CommonFieldSchema = z
  .strictObject({
    /** e.g. `deceased.name`. */
    key: FieldKey,
    /** What the screen calls it. */
    label: z.string().min(1).max(100),
    group: z.string().min(1).max(100),
    type: FieldType,
    help: z.string().max(300).default(''),
    /** Characters, as a reader counts them. */
    maxLength: z.int().positive().max(2000),
    /** For `choice`. */
    choices: z
      .array(z.strictObject({ value: z.string().min(1).max(40), label: z.string().min(1).max(40) }))
      .default([]),
    /** For `number`: how many digits it may have. */
    digits: z.strictObject({ min: z.int().positive(), max: z.int().positive() }).optional(),
    /** For `number`: whose check digit it has. */
    checkDigit: z.enum(['individual-number', 'corporate-number']).optional(),
    /**
     * For `number`: the bank's code (金融機関コード, four digits), or with `branch` that branch's (支店コード, three digits), of the names that stand in
     * other fields. A code of another one is told at the field.
     */
    codeOf: z.strictObject({ bank: FieldKey, branch: FieldKey.optional() }).optional(),
    /** For `date`: a day still to come is a mistake. */
    notAfterToday: z.boolean().default(false),
    /** For `date`: the key of a date that this one cannot precede. */
    notBefore: FieldKey.optional(),
    lookUp: LookUp.optional(),
    /** What of the person or account of its group it holds: papers that are read, cards and booking answers find it by that. */
    item: Item.optional(),
    /** Ids of the desks whose clerks see and type it; absent: every desk's. */
    seenBy: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]*$/)
          .max(60),
      )
      .min(1)
      .optional(),
  })
  .refine((field) => (field.type === 'choice') === field.choices.length > 0, 'choices belong to the type "choice"')
  .refine(
    (field) =>
      field.type === 'number' ||
      (field.digits === undefined && field.checkDigit === undefined && field.codeOf === undefined),
    'digits and codes belong to the type "number"',
  )
  .refine(
    (field) => field.type === 'date' || (!field.notAfterToday && field.notBefore === undefined),
    'day rules belong to the type "date"',
  )
  .refine(({ item, type }) => item === undefined || TYPE_OF_ITEM[item] === type, 'the item is of another type');
export type CommonField = z.infer<typeof CommonFieldSchema>;

/** The file `common-fields.json`: the fields in the order in which a clerk asks for them. */
export const CatalogueFile = z
  .strictObject({ format: z.literal(1), fields: z.array(CommonFieldSchema).min(1) })
  .refine(({ fields }) => new Set(fields.map(({ key }) => key)).size === fields.length, 'a key stands twice')
  .refine(({ fields }) => {
    const dates = new Set(fields.filter(({ type }) => type === 'date').map(({ key }) => key));
    return fields.every(({ notBefore }) => notBefore === undefined || dates.has(notBefore));
  }, 'notBefore names no date')
  .refine(({ fields }) => {
    const keys = new Set(fields.map(({ key }) => key));
    const others = fields.flatMap(({ lookUp }) => (lookUp === undefined ? [] : (otherOf(lookUp) ?? [])));
    return others.every((other) => keys.has(other));
  }, 'lookUp names no field')
  .refine(({ fields }) => {
    const keys = new Set(fields.map(({ key }) => key));
    return fields.every(({ codeOf }) =>
      [codeOf?.bank, codeOf?.branch].every((key) => key === undefined || keys.has(key)),
    );
  }, 'codeOf names no field');

function otherOf(lookUp: LookUp): string | undefined {
  if (lookUp.kind === 'address') return lookUp.into;
  return lookUp.kind === 'bank' ? undefined : lookUp.of;
}

/** All common fields of a city by key, in the order of conversation. */
export type Catalogue = ReadonlyMap<string, CommonField>;

export function catalogueOf(file: z.infer<typeof CatalogueFile>): Catalogue {
  return new Map(file.fields.map((field) => [field.key, field]));
}
