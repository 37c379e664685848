import { describe, expect, it } from '@jest/globals';
import { scanimageFault } from './scanimage.ts';

describe('scanimageFault', () => {
  it.each([
    [2, 'scanimage: sane_read: Operation was canceled', 'cancelled'],
    [3, 'scanimage: sane_start: Device busy', 'scanner-busy'],
    [6, 'scanimage: sane_start: Document feeder jammed', 'scanner-jam'],
    [7, 'scanimage: sane_start: Document feeder out of documents', 'scanner-no-paper'],
    [8, 'scanimage: sane_read: Scanner cover is open', 'scanner-cover-open'],
    [9, 'scanimage: sane_read: Error during device I/O', 'scanner-failed'],
    [1, 'scanimage: open of device x:0 failed: Invalid argument', 'scanner-missing'],
    [1, 'scanimage: open of device x:0 failed: Device busy', 'scanner-busy'],
    [1, 'scanimage: open of device x:0 failed: Access to resource has been denied', 'scanner-failed'],
    [1, 'scanimage: no SANE devices found', 'scanner-missing'],
    [134, '', 'scanner-failed'],
    [null, '', 'scanner-failed'],
    [0, 'Batch terminated, 0 pages scanned', 'scanner-no-paper'],
  ] as const)('takes exit code %p with %p for %s', (code, said, fault) => {
    expect(scanimageFault(code, `Scanning page 1\n${said}\n`, 0)?.fault).toBe(fault);
  });

  it('takes a feeder that ran out after its pages for a good end', () => {
    expect(scanimageFault(0, '', 10)).toBeNull();
    expect(scanimageFault(7, 'scanimage: sane_start: Document feeder out of documents', 10)).toBeNull();
  });

  it('keeps the program’s own words for IT staff', () => {
    expect(scanimageFault(9, 'scanimage: sane_read: Error during device I/O\n', 1)?.detail).toBe(
      'scanimage ended with 9: sane_read: Error during device I/O',
    );
  });
});
