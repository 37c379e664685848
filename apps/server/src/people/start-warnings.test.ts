import { describe, expect, it } from '@jest/globals';
import { startWarnings } from './start-warnings.ts';

describe('the start', () => {
  it('warns where nobody has to log in, and names the command where nobody can', () => {
    expect(startWarnings(false, true)).toEqual([expect.stringContaining('people.logIn is off')]);
    expect(startWarnings(true, false)).toEqual([expect.stringContaining('people-main.ts create-admin')]);
    expect(startWarnings(true, true)).toEqual([]);
  });
});
