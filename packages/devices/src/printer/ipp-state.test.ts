import { describe, expect, it } from '@jest/globals';
import { JobAttributes, jobPhase, PrinterAttributes, printerFault, printerStatus } from './ipp-state.ts';

function printer(state: string, reasons: string | string[] = 'none', accepting = true): PrinterAttributes {
  return PrinterAttributes.parse({
    'printer-state': state,
    'printer-state-reasons': reasons,
    'printer-is-accepting-jobs': accepting,
  });
}
function job(state: string, rest: Record<string, unknown> = {}): JobAttributes {
  return JobAttributes.parse({ 'job-state': state, 'job-state-reasons': 'none', ...rest });
}

describe('printerStatus', () => {
  it.each([
    ['media-jam', 'printer-jam'],
    ['media-jam-error', 'printer-jam'],
    ['cover-open-report', 'printer-cover-open'],
    ['door-open-error', 'printer-cover-open'],
    ['media-empty-error', 'printer-no-paper'],
    ['media-needed', 'printer-no-paper'],
    ['toner-empty-error', 'printer-no-ink'],
    ['marker-supply-empty', 'printer-no-ink'],
    ['paused', 'printer-paused'],
    ['fuser-over-temp-error', 'printer-failed'],
  ])('names %s as %s', (reason, name) => {
    expect(printerStatus(printer('idle', reason))).toMatchObject({ condition: 'attention', fault: { name } });
  });

  it('takes an offline printer behind a queue for missing', () => {
    expect(printerStatus(printer('stopped', 'offline-report'))).toMatchObject({ condition: 'missing' });
  });

  it('names what must be mended first', () => {
    const state = printer('stopped', ['media-empty-error', 'toner-low-warning', 'cover-open-error']);
    expect(printerStatus(state)).toMatchObject({ fault: { name: 'printer-cover-open' } });
  });

  it('is ready with low toner, and busy while it prints', () => {
    expect(printerStatus(printer('idle', 'toner-low-warning'))).toEqual({ condition: 'ready' });
    expect(printerStatus(printer('processing'))).toEqual({ condition: 'busy' });
  });

  it('is at fault when it is stopped without a reason or takes no jobs', () => {
    expect(printerStatus(printer('stopped'))).toMatchObject({ fault: { name: 'printer-failed' } });
    expect(printerStatus(printer('idle', 'none', false))).toMatchObject({ fault: { name: 'printer-paused' } });
  });

  it('passes over reasons that this booth’s printer shows without meaning them', () => {
    expect(printerStatus(printer('idle', 'media-empty-report'), ['media-empty'])).toEqual({ condition: 'ready' });
  });
});

describe('jobPhase', () => {
  const warned = printerFault(printer('processing', 'media-empty-warning'));

  it('counts pages while it prints', () => {
    expect(jobPhase(job('processing', { 'job-impressions-completed': 2 }), null, false)).toEqual({
      phase: 'printing',
      pages: 2,
    });
    expect(jobPhase(job('completed', { 'job-media-sheets-completed': 3 }), null, false)).toEqual({
      phase: 'completed',
      pages: 3,
    });
  });

  it('knows a printer that does not count', () => {
    expect(jobPhase(job('completed', { 'job-impressions-completed': '' }), null, false)).toEqual({
      phase: 'completed',
      pages: null,
    });
  });

  it('waits at once where the printer says that it stops', () => {
    const stopped = printerFault(printer('stopped', 'media-jam-error'));
    expect(jobPhase(job('processing'), stopped, false)).toMatchObject({
      phase: 'waiting',
      fault: { name: 'printer-jam' },
    });
    expect(jobPhase(job('processing-stopped'), null, false)).toMatchObject({
      phase: 'waiting',
      fault: { name: 'printer-paused' },
    });
  });

  it('does not wait for another tray’s warning while pages come out', () => {
    expect(jobPhase(job('processing'), warned, false)).toMatchObject({ phase: 'printing' });
    expect(jobPhase(job('processing'), warned, true)).toMatchObject({
      phase: 'waiting',
      fault: { name: 'printer-no-paper' },
    });
  });

  it.each([
    ['aborted', 'document-format-error', 'document-unreadable'],
    ['aborted', 'document-unprintable-error', 'document-unreadable'],
    ['aborted', 'aborted-by-system', 'printer-failed'],
    ['canceled', 'job-canceled-at-device', 'cancelled'],
  ])('takes %s for %s as %s', (state, reason, fault) => {
    expect(jobPhase(job(state, { 'job-state-reasons': reason }), null, false)).toMatchObject({
      phase: 'failed',
      error: { fault },
    });
  });
});
