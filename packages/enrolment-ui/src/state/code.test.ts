import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CODE_LETTERS, groupsOf, LETTERS, readCode } from './code.ts';

const codes = fc
  .array(fc.constantFrom(...Array.from(LETTERS)), { minLength: CODE_LETTERS, maxLength: CODE_LETTERS })
  .map((letters) => letters.join(''));
const wide = (text: string) => text.replace(/[A-Z0-9]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));

describe('a one-time code', () => {
  it('is the same however it is typed: small, wide, pasted with spaces or strokes', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const shown = groupsOf(code);
        for (const typed of [code, shown, shown.toLowerCase(), wide(shown), ` ${shown.replaceAll('-', 'ー')}\n`]) {
          expect(readCode(typed)).toEqual({ code, strange: false });
        }
      }),
    );
  });

  it('leaves out letters that no code has, and says so', () => {
    expect(readCode('K7QD-O0IL')).toEqual({ code: 'K7QD', strange: true });
    expect(readCode('窓')).toEqual({ code: '', strange: true });
  });

  it('is shown in groups while it grows', () => {
    expect(groupsOf('')).toBe('');
    expect(groupsOf('K7QD2')).toBe('K7QD-2');
  });
});
