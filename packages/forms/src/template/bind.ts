import type { Catalogue, CommonField } from '../values/catalogue.ts';
import type { FieldType } from '../values/field-type.ts';
import { datesOf, type Expression, ExpressionError, keysOf, parseExpression } from '../values/expression.ts';
import type { Field, TemplateMap } from './map.ts';
import type { BoundField, Template } from './template.ts';
import { TemplateError } from './template-error.ts';

/**
 * Ties the fields of a map to the catalogue: every expression parsed, every key known, every kind of field bound to a type that it
 * can print.
 * @throws TemplateError
 */
export function bindFields(map: TemplateMap, catalogue: Catalogue): Pick<Template, 'bound' | 'needs' | 'catalogue'> {
  const bound = map.fields.map((field) => bindField(field, map, catalogue));
  const keys = new Set([...bound.flatMap(boundKeys), ...map.required]);
  for (const key of keys) known(key, map.id, catalogue);
  return { bound, needs: [...catalogue.values()].filter(({ key }) => keys.has(key)), catalogue };
}

/** Keys of the common fields that a field prints. */
export function boundKeys(bound: BoundField): string[] {
  if (bound.kind !== 'plain') return keysOf(bound.value);
  return bound.field.kind === 'page-number' ? [] : [bound.field.value];
}

function bindField(field: Field, map: TemplateMap, catalogue: Catalogue): BoundField {
  const where = `${map.id}/${field.id}`;
  switch (field.kind) {
    case 'text':
      return { kind: 'text', field, value: expression(field.value, where, catalogue) };
    case 'comb':
      return { kind: 'comb', field, value: expression(field.value, where, catalogue) };
    case 'era-date':
    case 'western-date':
    case 'stamp':
      ofType(field.value, 'date', where, catalogue);
      break;
    case 'table':
      ofType(field.value, 'multiline', where, catalogue);
      break;
    case 'choice':
      choices(field.value, Object.keys(field.marks), where, catalogue);
      break;
    case 'check':
      if (field.when) choices(field.value, field.when, where, catalogue);
      break;
    case 'page-number':
      break;
  }
  return { kind: 'plain', field };
}

function choices(key: string, values: readonly string[], where: string, catalogue: Catalogue): void {
  const known = ofType(key, 'choice', where, catalogue).choices.map(({ value }) => value);
  const unknown = values.find((value) => !known.includes(value));
  if (unknown !== undefined) throw new TemplateError('unknown-choice', `${where}: ${unknown}`);
}

function expression(source: string, where: string, catalogue: Catalogue): Expression {
  try {
    const parsed = parseExpression(source);
    for (const key of datesOf(parsed)) ofType(key, 'date', where, catalogue);
    return parsed;
  } catch (error) {
    if (error instanceof ExpressionError) throw new TemplateError('bad-expression', `${where}: ${error.message}`);
    throw error;
  }
}

function ofType(key: string, type: FieldType, where: string, catalogue: Catalogue): CommonField {
  const field = known(key, where, catalogue);
  if (field.type !== type) throw new TemplateError('wrong-type', `${where}: ${key} is no ${type}`);
  return field;
}

function known(key: string, where: string, catalogue: Catalogue): CommonField {
  const field = catalogue.get(key);
  if (!field) throw new TemplateError('unknown-common-field', `${where}: ${key}`);
  return field;
}
