import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ORIGINS, OriginedValues, takeIn, textsOf, typeIn } from './origin.ts';

const booking = takeIn({}, { 'applicant.name': '窓野　花子', 'applicant.phone': '' }, 'booking');

describe('values and where they come from', () => {
  it('keep the origin that they came from, and empty ones bring nothing', () => {
    expect(booking).toEqual({ 'applicant.name': { text: '窓野　花子', origin: 'booking' } });
    expect(textsOf(booking)).toEqual({ 'applicant.name': '窓野　花子' });
    expect(OriginedValues.safeParse(booking).success).toBe(true);
    expect(OriginedValues.safeParse({ 'applicant.name': { text: 'x', origin: 'rumour' } }).success).toBe(false);
  });

  it('give way to a more trusted origin only', () => {
    const read = takeIn(booking, { 'applicant.name': '窓野　華子' }, 'card');
    expect(read['applicant.name']).toEqual({ text: '窓野　華子', origin: 'card' });
    expect(takeIn(read, { 'applicant.name': '窓野　花了' }, 'ocr')).toEqual(read);
  });

  it('never change what a clerk typed, nor fill in what they emptied', () => {
    const anOrigin = fc.constantFrom(...ORIGINS.filter((origin) => origin !== 'typed'));
    fc.assert(
      fc.property(fc.string(), fc.string(), anOrigin, (typed, incoming, origin) => {
        const values = typeIn(booking, 'applicant.name', typed);
        expect(takeIn(values, { 'applicant.name': incoming }, origin)).toEqual(values);
      }),
    );
  });
});
