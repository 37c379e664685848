import { ageAt, type CalendarDate, westernInWords } from './calendar.ts';

/**
 * What a field of a template prints: a common field, or a small expression over common fields.
 *
 *     deceased.name
 *     deceased.name + "様"
 *     first(mourner.name, applicant.name)
 *     if(heir.name, heir.address, applicant.address)
 *     age(deceased.birthDate, deceased.deathDate) + "歳"
 *     western(deceased.birthDate)
 *
 * `+` joins. `first` is the first of its parts that is not empty; `if` its second part when the first is not empty, else the third. A
 * join whose fields are all empty is empty, whatever its literals: a form never shows 様 without a name. So is a join with an age
 * that cannot be told.
 */
export type Expression =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'join'; readonly parts: readonly Expression[] }
  | { readonly kind: 'first'; readonly parts: readonly Expression[] }
  | { readonly kind: 'if'; readonly parts: readonly [Expression, Expression, Expression] }
  | { readonly kind: 'age'; readonly birth: string; readonly at: string }
  | { readonly kind: 'western'; readonly key: string };

/** What an expression is told about common fields. */
export interface Reading {
  /** How the field reads in print, empty when nothing was typed. */
  textOf(key: string): string;
  /** The day of a date field, when one was typed. */
  dateOf(key: string): CalendarDate | undefined;
}

/** The expression cannot be read; `at` counts characters from 0. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly at: number;
  constructor(message: string, at: number) {
    super(`${message} at ${at}`);
    this.at = at;
  }
}

type TokenKind = 'key' | 'literal' | 'sign' | 'end';
interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s*(?:(?<key>[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*)|"(?<literal>[^"]*)"|(?<sign>[+(),]))/y;

/** @throws ExpressionError */
export function parseExpression(source: string): Expression {
  const tokens = tokenise(source);
  const { expression, next } = join(tokens, 0);
  expect(tokens, next, 'end', '');
  return expression;
}

/** Keys of the common fields that the expression reads, in its order. */
export function keysOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'key':
    case 'western':
      return [expression.key];
    case 'age':
      return [expression.birth, expression.at];
    case 'literal':
      return [];
    case 'join':
    case 'first':
    case 'if':
      return expression.parts.flatMap(keysOf);
  }
}

/** Keys that the expression reads as dates. */
export function datesOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'age':
    case 'western':
      return keysOf(expression);
    case 'key':
    case 'literal':
      return [];
    case 'join':
    case 'first':
    case 'if':
      return expression.parts.flatMap(datesOf);
  }
}

/** Value of the expression, empty when nothing that it reads was typed. */
export function evaluate(expression: Expression, reading: Reading): string {
  switch (expression.kind) {
    case 'key':
      return reading.textOf(expression.key);
    case 'literal':
      return expression.text;
    case 'first':
      return expression.parts.map((part) => evaluate(part, reading)).find((text) => text !== '') ?? '';
    case 'if': {
      const [condition, then, otherwise] = expression.parts;
      return evaluate(evaluate(condition, reading) === '' ? otherwise : then, reading);
    }
    case 'age': {
      const [birth, at] = [reading.dateOf(expression.birth), reading.dateOf(expression.at)];
      const age = birth && at ? ageAt(birth, at) : undefined;
      return age === undefined ? '' : String(age);
    }
    case 'western': {
      const date = reading.dateOf(expression.key);
      return date ? westernInWords(date) : '';
    }
    case 'join': {
      const texts = expression.parts.map((part) => ({
        literal: part.kind === 'literal',
        text: evaluate(part, reading),
      }));
      const read = texts.filter(({ literal }) => !literal);
      if (read.length > 0 && read.every(({ text }) => text === '')) return '';
      return texts.map(({ text }) => text).join('');
    }
  }
}

function tokenise(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (source.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(source);
    if (!found) throw new ExpressionError('unexpected character', at);
    const { key, literal, sign } = found.groups ?? {};
    if (key !== undefined) tokens.push({ kind: 'key', text: key, at });
    else if (literal !== undefined) tokens.push({ kind: 'literal', text: literal, at });
    else tokens.push({ kind: 'sign', text: sign ?? '', at });
    at = TOKEN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: source.length }];
}

interface Parsed {
  readonly expression: Expression;
  /** Index of the token after it. */
  readonly next: number;
}

function join(tokens: readonly Token[], start: number): Parsed {
  const parts: Expression[] = [];
  let next = start;
  do {
    const part = term(tokens, parts.length === 0 ? next : next + 1);
    parts.push(part.expression);
    next = part.next;
  } while (isSign(tokens, next, '+'));
  const [only] = parts;
  return { expression: parts.length === 1 && only ? only : { kind: 'join', parts }, next };
}

function term(tokens: readonly Token[], start: number): Parsed {
  const token = tokens[start];
  if (token?.kind === 'literal') return { expression: { kind: 'literal', text: token.text }, next: start + 1 };
  if (token?.kind !== 'key') throw new ExpressionError('a field or a text is missing', token?.at ?? 0);
  if (!isSign(tokens, start + 1, '(')) return { expression: { kind: 'key', key: token.text }, next: start + 1 };
  const parts: Expression[] = [];
  let next = start + 1;
  do {
    const part = join(tokens, next + 1);
    parts.push(part.expression);
    next = part.next;
  } while (isSign(tokens, next, ','));
  expect(tokens, next, 'sign', ')');
  return { expression: call(token, parts), next: next + 1 };
}

function call({ text: name, at }: Token, parts: readonly Expression[]): Expression {
  const [one, two, three] = parts;
  const count = (wanted: number): void => {
    if (parts.length !== wanted) throw new ExpressionError(`${name} takes ${wanted} parts`, at);
  };
  const key = (part: Expression | undefined): string => {
    if (part?.kind === 'key') return part.key;
    throw new ExpressionError(`${name} takes dates`, at);
  };
  switch (name) {
    case 'first':
      return { kind: 'first', parts };
    case 'if':
      if (one && two && three && parts.length === 3) return { kind: 'if', parts: [one, two, three] };
      throw new ExpressionError('if takes 3 parts', at);
    case 'age':
      count(2);
      return { kind: 'age', birth: key(one), at: key(two) };
    case 'western':
      count(1);
      return { kind: 'western', key: key(one) };
    default:
      throw new ExpressionError(`no function is called ${name}`, at);
  }
}

function isSign(tokens: readonly Token[], index: number, sign: string): boolean {
  const token = tokens[index];
  return token?.kind === 'sign' && token.text === sign;
}

function expect(tokens: readonly Token[], index: number, kind: TokenKind, text: string): void {
  const token = tokens[index];
  if (token?.kind === kind && token.text === text) return;
  throw new ExpressionError(text === '' ? 'something is left over' : `${text} is missing`, token?.at ?? 0);
}
