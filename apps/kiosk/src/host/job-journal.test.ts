import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobJournal } from './job-journal.ts';

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-journal-'));
  file = join(dir, 'kiosk.sqlite');
});
afterEach(() => rm(dir, { recursive: true }));

describe('JobJournal', () => {
  it('lets a job begin once, and says how it ended', () => {
    const journal = new JobJournal(file);
    const jobId = randomUUID();
    expect(journal.begin(jobId, 'print')).toBeNull();
    expect(journal.begin(jobId, 'print')).toEqual({ state: 'running', jobId });
    journal.finish(jobId, { pages: 2, fault: 'printer-jam' });
    expect(journal.begin(jobId, 'print')).toEqual({
      state: 'done',
      jobId,
      outcome: { pages: 2, fault: 'printer-jam' },
    });
    journal.close();
  });

  it('remembers over a restart and ends what was interrupted, with the pages that were out', () => {
    const before = new JobJournal(file);
    const [done, cut] = [randomUUID(), randomUUID()];
    before.begin(done, 'scan');
    before.finish(done, { pages: 1, fault: null });
    before.begin(cut, 'print');
    before.progress(cut, 3);
    before.close();
    const after = new JobJournal(file);
    expect(after.endInterrupted()).toEqual([
      { state: 'done', jobId: cut, outcome: { pages: 3, fault: 'host-restarted' } },
    ]);
    expect(after.endInterrupted()).toEqual([]);
    expect(after.begin(cut, 'print')).toMatchObject({ state: 'done' });
    expect(after.begin(done, 'scan')).toMatchObject({ state: 'done', outcome: { pages: 1, fault: null } });
    after.close();
  });

  it('keeps the printer’s number of a job that was cut off until the printer is cleared, also over an erasure', () => {
    const before = new JobJournal(file);
    const [done, cut] = [randomUUID(), randomUUID()];
    for (const [jobId, number] of [
      [done, 7],
      [cut, 8],
    ] as const) {
      before.begin(jobId, 'print');
      before.accepted(jobId, number);
    }
    before.finish(done, { pages: 1, fault: null });
    expect(before.uncleared()).toEqual([]);
    before.close();
    const after = new JobJournal(file);
    after.endInterrupted();
    expect(after.erase()).toBe(1);
    expect(after.uncleared()).toEqual([8]);
    after.cleared(8);
    expect(after.uncleared()).toEqual([]);
    expect(after.erase()).toBe(1);
    after.close();
  });

  it('leaves no trace of an erased job in any of its files', async () => {
    const journal = new JobJournal(file);
    const jobId = randomUUID();
    journal.begin(jobId, 'scan');
    expect(journal.erase()).toBe(1);
    for (const name of await readdir(dir)) {
      expect((await readFile(join(dir, name))).includes(jobId)).toBe(false);
    }
    expect(journal.begin(jobId, 'scan')).toBeNull();
    journal.close();
  });
});
