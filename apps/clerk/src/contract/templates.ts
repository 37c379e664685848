import { Box, FieldType, TEMPLATE_PROBLEMS, TemplateMap } from '@mado/forms/map';
import { z } from 'zod';
import { FieldNote } from './field-note.ts';

const Bytes = z.instanceof(Uint8Array);
const Coordinate = z.number().min(-20_000).max(20_000);
/** Boxes of a form that is only looked at may lie anywhere; those of a map may not. */
const SeenBox = z.strictObject({ x: Coordinate, y: Coordinate, width: Coordinate, height: Coordinate });
const Line = z.strictObject({ x1: Coordinate, y1: Coordinate, x2: Coordinate, y2: Coordinate });
const Size = z.strictObject({ max: z.number(), min: z.number() });

const Page = z.strictObject({
  width: z.number().positive(),
  height: z.number().positive(),
  lines: z.array(Line),
  cells: z.array(SeenBox),
  combs: z.array(z.strictObject({ box: SeenBox, cells: z.int().positive() })),
});

const ProposedField = z.strictObject({
  kind: z.enum(['text', 'comb', 'date', 'choice', 'check']),
  name: z.string(),
  page: z.int().nonnegative(),
  parts: z.array(z.strictObject({ name: z.string().exactOptional(), box: Box, cells: z.int().exactOptional() })),
  size: Size,
  lines: z.int().positive(),
  value: z.string().exactOptional(),
});

const CommonFieldEntry = z.strictObject({
  key: z.string().max(60),
  label: z.string().max(100),
  group: z.string().max(100),
  type: FieldType,
  choices: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  digits: z.strictObject({ min: z.int(), max: z.int() }).exactOptional(),
});

const TemplateId = z.string().max(60);
/** A field map as JSON text; read by its schema where it is used. */
const MapText = z.string().max(200_000);

/** What the template editor asks. Nothing of a draft is kept; the form's bytes come with each call. */
export const templateCalls = {
  /** Looks at a form. Refused with the `TemplateProblem` of one that cannot be a template. */
  'template.inspect': {
    request: z.strictObject({ pdf: Bytes }),
    response: z.strictObject({
      pages: z.array(Page),
      proposals: z.array(ProposedField),
      commonFields: z.array(CommonFieldEntry),
    }),
  },
  /** Fills a draft with invented values; fields with a fault are left out. Refused as `template.inspect`. */
  'template.preview': {
    request: z.strictObject({ pdf: Bytes, map: TemplateMap, values: z.enum(['usual', 'longest']) }),
    response: z.strictObject({ pdf: Bytes, notes: z.array(FieldNote) }),
  },
  /** A template as it came with the city's configuration, unchanged. Refused with `unknown-template`. */
  'templates.source': {
    request: z.strictObject({ id: TemplateId }),
    response: z.strictObject({ map: MapText, pdf: Bytes }),
  },
  /** Fills by this version from now on, until the host stops. Refused with the `TemplateProblem` of one that cannot be filled. */
  'templates.install': {
    request: z.strictObject({ id: TemplateId, map: MapText, pdf: Bytes }),
    response: z.strictObject({}),
  },
  /** What keeps a draft from being published. Refused as `template.inspect`. */
  'template.check': {
    request: z.strictObject({ pdf: Bytes, map: TemplateMap }),
    response: z.strictObject({
      faults: z.array(
        z.strictObject({ problem: z.enum(TEMPLATE_PROBLEMS), field: z.string().nullable(), detail: z.string() }),
      ),
      /** Fields that would print over each other: to be looked at, no reason against publishing. */
      overlaps: z.array(z.strictObject({ field: z.string(), other: z.string() })),
    }),
  },
} as const;
