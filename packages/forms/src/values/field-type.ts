import { z } from 'zod';

/** Kinds of common fields; each has its normalisation and its validation in `read-value.ts`. */
export const FieldType = z.enum(['text', 'kana', 'postal-code', 'phone', 'date', 'choice', 'number', 'multiline']);
export type FieldType = z.infer<typeof FieldType>;
