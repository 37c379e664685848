import { digitsOf } from './formats.ts';

/**
 * Reads a 個人番号: twelve digits of which the last is a check digit (行政手続における特定の個人を識別するための番号の利用等に関する法律に規定する…命令, 第5条).
 * `undefined` when it cannot be one. The number is not looked up anywhere.
 */
export function parseIndividualNumber(typed: string): string | undefined {
  const number = digitsOf(typed);
  if (number?.length !== 12) return undefined;
  const [check = 0, ...rest] = fromTheRight(number);
  // Weights 2…7, 2…6 from the right, modulo 11; a remainder of 0 or 1 gives 0.
  const remainder = rest.reduce((sum, digit, index) => sum + digit * (index < 6 ? index + 2 : index - 4), 0) % 11;
  return check === (remainder <= 1 ? 0 : 11 - remainder) ? number : undefined;
}

/**
 * Reads a 法人番号: thirteen digits of which the first is a check digit (法人番号の指定等に関する省令, 第2条). `undefined` when it cannot be one.
 */
export function parseCorporateNumber(typed: string): string | undefined {
  const number = digitsOf(typed);
  if (number?.length !== 13) return undefined;
  const rest = fromTheRight(number.slice(1));
  // Weights 1 and 2 in turn from the right, modulo 9.
  const remainder = rest.reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 1 : 2), 0) % 9;
  return Number(number[0]) === 9 - remainder ? number : undefined;
}

function fromTheRight(number: string): number[] {
  return Array.from(number, Number).reverse();
}
