/** The letters of one-time codes, in the order of the pad: without those that are taken for digits (0 O 1 I L U). */
export const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A whole code, without the strokes between its groups. */
export const CODE_LETTERS = 12;
const GROUP = 4;

/** What somebody typed or pasted, as letters of a code: any case and width, with or without strokes. `strange`: it had others, which are left out. */
export function readCode(typed: string): { readonly code: string; readonly strange: boolean } {
  // A stroke on a Japanese keyboard may be any of these.
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑–—―−ーｰ_.・]/gu, '');
  const code = Array.from(letters).filter((letter) => LETTERS.includes(letter));
  return { code: code.join('').slice(0, CODE_LETTERS), strange: code.length < Array.from(letters).length };
}

/** As it is written on the operator's screen: groups of four. */
export function groupsOf(code: string): string {
  return (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}
