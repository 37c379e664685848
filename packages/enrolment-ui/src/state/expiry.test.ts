import { describe, expect, it } from '@jest/globals';
import { EXPIRY_NOTICE_MS, expiryOf } from './expiry.ts';

const NOW = 1_790_000_000_000;
const DAY = 24 * 3_600_000;

describe('the end of a certificate', () => {
  it('is spoken of in its last thirty days, with the whole days that are left', () => {
    expect(expiryOf(null, NOW, null)).toBeNull();
    expect(expiryOf(NOW + EXPIRY_NOTICE_MS + 1, NOW, null)).toBeNull();
    expect(expiryOf(NOW + EXPIRY_NOTICE_MS, NOW, null)).toEqual({ until: NOW + 30 * DAY, daysLeft: 30, putOff: false });
    expect(expiryOf(NOW + 1, NOW, null)?.daysLeft).toBe(0);
  });

  it('is nothing more once it has come: the device is refused then and says why', () => {
    expect(expiryOf(NOW - 1, NOW, null)).toBeNull();
  });

  it('stays put off on the same day, and comes back on the next and after a renewal that is short as well', () => {
    const putOff = { until: NOW + 10 * DAY, daysLeft: 10, putOff: true };
    expect(expiryOf(putOff.until, NOW, putOff)).toBe(putOff);
    expect(expiryOf(putOff.until, NOW + 1, putOff)?.putOff).toBe(false);
    expect(expiryOf(NOW + 10 * DAY + 5, NOW, putOff)?.putOff).toBe(false);
  });
});
