import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TemplateMap } from '@mado/forms/map';
import type { Timers } from '../../../form/latest.ts';
import { KEEP_AFTER_MS, RETRY_AFTER_MS } from './draft-keeper.ts';
import { DraftConflictError, type DraftPort, type OpenedDraft } from './draft-port.ts';
import { EditorWork } from './editor-work.ts';
import { SAMPLE_MAP, SAMPLE_PAGES } from './model/sample-map.ts';
import type { Fault, Inspection, WorkbenchPort } from './workbench-port.ts';

/** A clock that a test turns by hand. */
class Clock implements Timers {
  #now = 0;
  #next = 1;
  readonly #waiting = new Map<number, { at: number; run: () => void }>();

  set(run: () => void, ms: number): number {
    this.#waiting.set(this.#next, { at: this.#now + ms, run });
    return this.#next++;
  }

  clear(timer: number): void {
    this.#waiting.delete(timer);
  }

  async pass(ms: number): Promise<void> {
    this.#now += ms;
    for (const [timer, { at, run }] of [...this.#waiting]) {
      if (at > this.#now || !this.#waiting.delete(timer)) continue;
      run();
    }
    await rest();
  }
}

/** Lets everything that was promised come in. */
const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** A place for drafts as the port promises it, with one draft and a list of what went wrong on purpose. */
class Shelf implements DraftPort {
  kept: TemplateMap = SAMPLE_MAP;
  revision = 1;
  savings = 0;
  readonly notes: string[] = [];
  broken = false;
  /** Somebody else who saves between two savings of the editor. */
  other: string | null = null;

  open(): Promise<OpenedDraft> {
    return Promise.resolve({ map: this.kept, pdf: new Uint8Array(3), revision: this.revision, published: null });
  }

  save(map: TemplateMap, revision: number): Promise<{ revision: number }> {
    if (this.broken) return Promise.reject(new Error('away'));
    if (revision !== this.revision) return Promise.reject(new DraftConflictError(this.other ?? '', this.revision));
    this.kept = map;
    this.savings++;
    return Promise.resolve({ revision: ++this.revision });
  }

  publish(revision: number, note: string): Promise<{ version: number; revision: number }> {
    this.notes.push(note);
    if (revision !== this.revision) return Promise.reject(new DraftConflictError(this.other ?? '', this.revision));
    return Promise.resolve({ version: this.kept.version + 1, revision: ++this.revision });
  }
}

const inspection: Inspection = {
  pages: SAMPLE_PAGES.map((page) => ({ ...page, lines: [], cells: [], combs: [], labels: [] })),
  proposals: [],
  commonFields: [],
};
const fault: Fault = { severity: 'error', problem: 'bad-expression', field: 'name', detail: '' };

async function begun(): Promise<{ work: EditorWork; shelf: Shelf; clock: Clock; filled: (string | number)[] }> {
  const shelf = new Shelf();
  const clock = new Clock();
  const filled: (string | number)[] = [];
  const workbench: WorkbenchPort = {
    inspect: () => Promise.resolve(inspection),
    preview: ({ map, values }) => {
      filled.push(values, map.fields.length);
      return Promise.resolve({ pdf: new Uint8Array(5), notes: [] });
    },
    check: ({ map }) => Promise.resolve(map.title === '' ? [] : [fault]),
  };
  const work = new EditorWork({ draft: shelf, workbench }, await shelf.open(), inspection, clock);
  return { work, shelf, clock, filled };
}

const move = (work: EditorWork): void =>
  work.send({ type: 'do', command: { type: 'move', ids: ['name'], dx: 1, dy: 0 }, mark: 'drag' });

describe('the work at a template', () => {
  const reported = jest.fn();
  beforeEach(() => {
    // Node has no window to report to.
    Object.assign(globalThis, { reportError: reported });
  });
  afterEach(() => {
    reported.mockClear();
  });

  it('saves by itself, also while a drag goes on, and never twice the same', async () => {
    const { work, shelf, clock } = await begun();
    move(work);
    expect(work.getSnapshot().keeping).toEqual({ phase: 'unsaved' });
    for (let frame = 0; frame < 3; frame++) {
      await clock.pass(KEEP_AFTER_MS / 2);
      move(work);
    }
    expect(shelf.savings).toBe(1);
    await clock.pass(KEEP_AFTER_MS);
    expect([shelf.savings, work.getSnapshot().keeping.phase]).toEqual([2, 'saved']);
    expect(shelf.kept.fields[0]).toMatchObject({ box: { x: 104 } });
    await work.close();
    expect(shelf.savings).toBe(2);
  });

  it('saves what is open when it is left', async () => {
    const { work, shelf } = await begun();
    move(work);
    await work.close();
    expect(shelf.kept.fields[0]).toMatchObject({ box: { x: 101 } });
  });

  it('says when it cannot save, keeps everything and tries again by itself', async () => {
    const { work, shelf, clock } = await begun();
    shelf.broken = true;
    move(work);
    await clock.pass(KEEP_AFTER_MS);
    expect(work.getSnapshot().keeping).toEqual({ phase: 'failed' });
    expect(reported).toHaveBeenCalledTimes(1);
    shelf.broken = false;
    await clock.pass(RETRY_AFTER_MS);
    expect([work.getSnapshot().keeping.phase, shelf.savings]).toEqual(['saved', 1]);
  });

  it('overwrites nobody: it stops, says who, and goes on when told to', async () => {
    const { work, shelf, clock } = await begun();
    shelf.revision = 7;
    shelf.other = '髙橋';
    move(work);
    await clock.pass(KEEP_AFTER_MS);
    expect(work.getSnapshot().keeping).toEqual({ phase: 'conflict', by: '髙橋', revision: 7 });
    move(work);
    await clock.pass(RETRY_AFTER_MS * 2);
    expect(shelf.savings).toBe(0);
    await work.overwrite();
    expect([work.getSnapshot().keeping.phase, shelf.savings, shelf.revision]).toEqual(['saved', 1, 8]);
    expect(shelf.kept.fields[0]).toMatchObject({ box: { x: 102 } });
  });

  it('publishes what was saved last, and nothing that could not be saved', async () => {
    const { work, shelf } = await begun();
    move(work);
    shelf.broken = true;
    await work.publish('');
    expect(work.getSnapshot().publishing).toEqual({ phase: 'failed' });
    shelf.broken = false;
    await work.publish('様式の改正');
    expect(work.getSnapshot().publishing).toEqual({ phase: 'done', version: 2 });
    expect(shelf.notes).toEqual(['様式の改正']);
    expect(shelf.kept.fields[0]).toMatchObject({ box: { x: 101 } });
    move(work);
    await work.save();
    expect(work.getSnapshot().keeping.phase).toBe('saved');
  });

  it('looks for faults after each pause and fills the page only while values are shown', async () => {
    const { work, clock, filled } = await begun();
    await clock.pass(1000);
    expect(work.getSnapshot().faults).toEqual([fault]);
    move(work);
    await clock.pass(1000);
    expect(filled).toEqual([]);
    work.show('longest');
    await clock.pass(1000);
    work.send({ type: 'do', command: { type: 'delete', ids: ['name'] } });
    await clock.pass(1000);
    expect(filled).toEqual(['longest', 9, 'longest', 8]);
    work.show('empty');
    expect(work.getSnapshot().preview).toBeNull();
    await work.close();
  });
});
