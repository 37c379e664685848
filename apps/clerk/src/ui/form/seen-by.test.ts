import { describe, expect, it } from '@jest/globals';
import { isSeen, seenValues } from './seen-by.ts';

const seenBy = { 'bank.branch': ['nozei', 'okuyami'], 'secret.number': [] };

describe('who may see a common field', () => {
  it('is everybody when nothing is said of it', () => {
    expect(isSeen('applicant.name', seenBy, [])).toBe(true);
    expect(isSeen('constructor', seenBy, [])).toBe(true);
  });

  it('is a clerk of one of its desks', () => {
    expect(isSeen('bank.branch', seenBy, ['shiminzei', 'nozei'])).toBe(true);
    expect(isSeen('bank.branch', seenBy, ['shiminzei'])).toBe(false);
    expect(isSeen('bank.branch', seenBy, [])).toBe(false);
  });

  it('keeps every other value from what is filled, and the draft as it is', () => {
    const values = { 'applicant.name': '髙橋 花子', 'bank.branch': '本店' };
    expect(seenValues(values, seenBy, ['shiminzei'])).toEqual({ 'applicant.name': '髙橋 花子' });
    expect(seenValues(values, seenBy, ['okuyami'])).toEqual(values);
    expect(values['bank.branch']).toBe('本店');
  });
});
