import { describe, expect, it } from '@jest/globals';
import type { DeviceState } from '@mado/signaling';
import { cardHand, accomplishedBy, attention, lastEnded, running, type Job } from './booth.ts';

function job(commandId: string, change: Partial<Job> = {}): Job {
  return { commandId, verb: 'scan', fraction: null, pages: 0, waitsFor: null, outcome: null, ...change };
}
const done = job('done', { outcome: { ok: true, documentId: 'paper', pages: 2 } });
const ready: DeviceState = {
  scanner: { condition: 'ready', name: 'scanner', fault: null },
  printer: { condition: 'attention', name: 'printer', fault: 'printer-no-paper' },
  cardReader: null,
};

describe("the booth on the clerk's screen", () => {
  it('shows the job that runs, not one that ended', () => {
    expect(running([done, job('now')])?.commandId).toBe('now');
    expect(running([done])).toBeNull();
  });

  it('names each fault once, the one that holds a job up first', () => {
    const waiting = job('print', { verb: 'print', waitsFor: 'printer-no-paper' });
    expect(attention(ready, [waiting])).toEqual(['printer-no-paper']);
    expect(attention(ready, [job('scan', { waitsFor: 'scanner-cover-open' })])).toEqual([
      'scanner-cover-open',
      'printer-no-paper',
    ]);
    expect(attention(null, [])).toEqual([]);
  });

  it('forgets an end that the clerk has put aside', () => {
    expect(lastEnded([done], new Set())?.commandId).toBe('done');
    expect(lastEnded([done], new Set(['done']))).toBeNull();
  });

  it('counts pages that came before a fault, and only prints that came out', () => {
    const jam = job('jam', { outcome: { ok: false, fault: 'scanner-jam', documentId: 'paper', pages: 3 } });
    const printed = job('p1', { verb: 'print', outcome: { ok: true, documentId: null, pages: 1 } });
    const failed = job('p2', {
      verb: 'print',
      outcome: { ok: false, fault: 'printer-jam', documentId: null, pages: 0 },
    });
    expect(accomplishedBy([done, jam, printed, failed])).toEqual({ pagesScanned: 5, documentsPrinted: 1 });
  });
});

describe('the hand for a card', () => {
  const reader = { condition: 'ready', name: '', fault: null } as const;

  it('is there where the booth has a reader and nothing else is going on', () => {
    const devices = { ...ready, cardReader: reader };
    expect(cardHand(null, [])).toBe('none');
    expect(cardHand(ready, [])).toBe('none');
    expect(cardHand(devices, [])).toBe('ready');
    expect(cardHand(devices, [job('now', { verb: 'card' })])).toBe('busy');
    const missing = { condition: 'missing', name: '', fault: 'reader-missing' } as const;
    expect(cardHand({ ...devices, cardReader: missing }, [])).toBe('missing');
    expect(attention({ ...devices, printer: reader, cardReader: missing }, [])).toEqual(['reader-missing']);
  });

  it('counts as neither a scan nor a print', () => {
    const read = job('c', { verb: 'card', outcome: { ok: true, documentId: null, pages: 0 } });
    expect(accomplishedBy([read])).toEqual({ pagesScanned: 0, documentsPrinted: 0 });
  });
});
