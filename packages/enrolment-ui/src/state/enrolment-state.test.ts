import { describe, expect, it } from '@jest/globals';
import { enrol, firstEnrolment, type EnrolmentEvent, type EnrolmentState } from './enrolment-state.ts';

const NOW = 1_790_000_000_000;
const MINUTE = 60_000;
const device = (cityId: string | null, fingerprint: string | null = null): EnrolmentEvent => ({
  type: 'device',
  deviceId: 'kiosk-kita',
  name: '北公民館',
  cityId,
  fingerprint,
});
const authority = { cityId: 'madono', fingerprint: '1', standing: 'to-compare' } as const;
const waits: EnrolmentEvent = { type: 'waits', fingerprint: '9', authority };
const typed: EnrolmentEvent = { type: 'typed', text: 'k7qd2mhx9rtf' };
const run = (...events: EnrolmentEvent[]): EnrolmentState => events.reduce(enrol, firstEnrolment('wss://mado/'));

describe('a device’s enrolment', () => {
  it('begins with a code when it has no certificate, before any server said so', () => {
    expect(run(device(null))).toMatchObject({ why: 'not-enrolled', step: 'code', note: null });
    expect(run(device('madono')).why).toBeNull();
  });

  it('tells another city’s certificate from none, whichever is known first', () => {
    const refused: EnrolmentEvent = { type: 'refused', code: 'not-enrolled', clockAheadMs: 0, at: NOW };
    expect(run(device('tonari'), refused).why).toBe('other-city');
    expect(run(refused, device('tonari')).why).toBe('other-city');
    expect(run(refused, device(null)).why).toBe('not-enrolled');
  });

  it('is no matter of enrolment when the versions differ', () => {
    expect(
      run(device('madono'), { type: 'refused', code: 'protocol-version', clockAheadMs: 0, at: NOW }).why,
    ).toBeNull();
  });

  it('says both clocks when they are more than five minutes apart, and no more once they agree', () => {
    const off = run(device('madono'), { type: 'refused', code: 'wrong-clock', clockAheadMs: 6 * MINUTE, at: NOW });
    expect(off).toMatchObject({ why: 'wrong-clock', clock: { device: NOW, server: NOW - 6 * MINUTE } });
    expect(enrol(off, { type: 'answered', clockAheadMs: MINUTE, at: NOW }).clock).toBeNull();
  });

  it('sends a whole code only, and gives it back to be corrected when it does not hold', () => {
    expect(run(device(null), { type: 'typed', text: 'K7QD' }, { type: 'sending' }).step).toBe('code');
    const sending = run(device(null), typed, { type: 'sending' });
    expect(sending.step).toBe('sending');
    const back = enrol(sending, { type: 'failed', note: { about: 'code' } });
    expect(back).toMatchObject({ step: 'code', code: 'K7QD2MHX9RTF', note: { about: 'code' } });
    expect(enrol(back, { type: 'erased' }).note).toBeNull();
  });

  it('says that a request which waited was declined', () => {
    expect(run(device(null), waits, { type: 'unknown' })).toMatchObject({ step: 'code', note: { about: 'declined' } });
    expect(run(device(null, '9'), { type: 'unknown' }).note).toEqual({ about: 'declined' });
    expect(run(device(null), { type: 'unknown' }).note).toBeNull();
    expect(run(device('madono', '9'), { type: 'unknown' }).note).toBeNull();
  });

  it('keeps what a person found out about the authority until the server names another', () => {
    const compared = run(device(null), waits, { type: 'compared', same: true }, waits);
    expect(compared.authority?.standing).toBe('same');
    const other = enrol(compared, { ...waits, authority: { ...authority, fingerprint: '2' } });
    expect(other.authority?.standing).toBe('to-compare');
  });

  it('forgets a fault of the line with the next answer, and no other fault', () => {
    const answered: EnrolmentEvent = { type: 'answered', clockAheadMs: 0, at: NOW };
    const lost: EnrolmentEvent = { type: 'failed', note: { about: 'unreachable', cause: 'silent' } };
    expect(run(device(null), lost, answered).note).toBeNull();
    expect(run(device(null), { type: 'failed', note: { about: 'limited' } }, answered).note).toEqual({
      about: 'limited',
    });
  });
});
