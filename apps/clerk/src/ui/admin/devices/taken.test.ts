import { describe, expect, it } from '@jest/globals';
import { DeviceId, type UploadOutcome } from '@mado/signaling/wire';
import { requestFile, takenOf } from './taken.ts';

const kita = DeviceId.parse('kiosk-kita');
const outcome = (over: Partial<UploadOutcome>): UploadOutcome => ({
  certificates: [],
  revocationNumber: 3,
  faults: [],
  ...over,
});

describe('what became of an upload', () => {
  it('names a list only when it came into force with this upload', () => {
    const mixed = outcome({ certificates: [kita], faults: ['older'] });
    expect(takenOf(mixed, { revocationNumber: 3 }).newList).toBeNull();
    expect(takenOf(mixed, { revocationNumber: null }).newList).toBe(3);
  });

  it('knows a list that was there already from something that is wrong', () => {
    const before = { revocationNumber: 3 };
    expect(takenOf(outcome({ faults: ['older'] }), before).kept).toBe(true);
    expect(takenOf(outcome({ faults: ['older', 'untrusted'] }), before).kept).toBe(false);
    expect(takenOf(outcome({ certificates: [kita] }), before).kept).toBe(false);
  });

  it('names the request’s file so that every system can keep it', () => {
    expect(requestFile('kiosk-kita')).toBe('request-kiosk-kita.txt');
    expect(requestFile('a/b:c')).toBe('request-a_b_c.txt');
  });
});
