/**
 * What a field of a template prints: a common field, or a small expression over common fields.
 *
 *     deceased.name
 *     bank.name + "／" + bank.branch
 *     first(mourner.name, applicant.name)
 *
 * `+` joins. `first` is the first of its parts that is not empty. A join whose fields are all empty is empty, whatever its
 * literals: a form never shows the brackets around a name that is not there.
 */
export type Expression =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'join'; readonly parts: readonly Expression[] }
  | { readonly kind: 'first'; readonly parts: readonly Expression[] };

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
      return [expression.key];
    case 'literal':
      return [];
    case 'join':
    case 'first':
      return expression.parts.flatMap(keysOf);
  }
}

/** Value of the expression; `textOf` tells the printed text of a common field, empty when nothing was typed. */
export function evaluate(expression: Expression, textOf: (key: string) => string): string {
  switch (expression.kind) {
    case 'key':
      return textOf(expression.key);
    case 'literal':
      return expression.text;
    case 'first':
      return expression.parts.map((part) => evaluate(part, textOf)).find((text) => text !== '') ?? '';
    case 'join': {
      const keys = keysOf(expression);
      if (keys.length > 0 && keys.every((key) => textOf(key) === '')) return '';
      return expression.parts.map((part) => evaluate(part, textOf)).join('');
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
  if (token.text !== 'first') throw new ExpressionError(`no function is called ${token.text}`, token.at);
  const parts: Expression[] = [];
  let next = start + 1;
  do {
    const part = join(tokens, next + 1);
    parts.push(part.expression);
    next = part.next;
  } while (isSign(tokens, next, ','));
  expect(tokens, next, 'sign', ')');
  return { expression: { kind: 'first', parts }, next: next + 1 };
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
