import { describe, expect, it } from '@jest/globals';
import { TemplateMap } from '@mado/forms/map';
import fc from 'fast-check';
import { apply, type Command } from './commands.ts';
import { edit, type EditorEvent, type EditorState, openEditor } from './editor.ts';
import { begin, redo, settle, step, undo } from './history.ts';
import { type Draft, draftOf, frameOf, type Item, ITEM_KINDS, mapOf } from './item.ts';
import { newItem } from './kinds.ts';
import { SAMPLE_MAP, SAMPLE_PAGES } from './sample-map.ts';

const words = { above: '窓野市', below: '受付', pen: '署名' };
const start = draftOf(SAMPLE_MAP);
const item = (draft: Draft, id: string): Item => {
  const found = draft.items.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no item ${id}`);
  return found;
};
const after = (...commands: readonly Command[]): Draft =>
  commands.reduce((draft, command) => apply(draft, command, SAMPLE_PAGES), start);

describe('a template in the editor', () => {
  it('comes out as the map that went in', () => {
    expect(mapOf(start)).toEqual(SAMPLE_MAP);
  });

  it('moves all boxes of an item together, and stops at the edge of the page', () => {
    const draft = after({ type: 'move', ids: ['postal-code', 'name'], dx: 10, dy: -500 });
    expect(frameOf(item(draft, 'postal-code'))).toEqual({ x: 110, y: 0, width: 98, height: 12 });
    expect(frameOf(item(draft, 'name'))).toEqual({ x: 110, y: 0, width: 200, height: 20 });
  });

  it('moves one box alone', () => {
    const draft = after({ type: 'move', ids: ['birth'], dx: 5, dy: 0, part: 'year' });
    expect(item(draft, 'birth')).toMatchObject({ year: { x: 155 }, month: { x: 190 } });
  });

  it('stretches several boxes in proportion, rows of a table too', () => {
    const draft = after({ type: 'resize', id: 'family', box: { x: 60, y: 400, width: 200, height: 40 } });
    expect(item(draft, 'family')).toMatchObject({
      y: 400,
      rowHeight: 10,
      columns: [{ x: 60, width: 100 }, { x: 160 }],
    });
  });

  it('gives copies names of their own', () => {
    const draft = after({ type: 'duplicate', ids: ['name', 'hand'] }, { type: 'duplicate', ids: ['name'] });
    expect(draft.items.slice(start.items.length).map(({ id }) => id)).toEqual(['name-2', 'hand-2', 'name-3']);
  });

  it('refuses a name that stands already, and one that the schema does not have', () => {
    expect(after({ type: 'rename', id: 'name', to: 'sex' })).toBe(start);
    expect(after({ type: 'rename', id: 'name', to: '名前' })).toBe(start);
    expect(item(after({ type: 'rename', id: 'name', to: 'full-name' }), 'full-name').kind).toBe('text');
  });

  it('refuses to bring a table to its own continuation sheet', () => {
    expect(after({ type: 'page', ids: ['family'], page: 1 })).toBe(start);
  });

  it('gives the marks of a choice the values of the common field that it is bound to', () => {
    const choices = ['national', 'late-stage', 'none'];
    const draft = after({ type: 'bind', id: 'sex', value: 'insurance.kind', choices });
    const bound = item(draft, 'sex');
    expect(bound.kind === 'choice' && Object.keys(bound.marks)).toEqual(choices);
    expect(bound.kind === 'choice' && bound.marks['national']).toEqual({ x: 320, y: 100, width: 16, height: 16 });
  });

  it('keeps the value of a field that changes its kind, where the new kind can hold it', () => {
    expect(item(after({ type: 'kind', id: 'name', kind: 'check', words }), 'name')).toMatchObject({
      value: 'applicant.name',
    });
    const joined = after(
      { type: 'bind', id: 'name', value: 'applicant.name + "様"' },
      { type: 'kind', id: 'name', kind: 'stamp', words },
    );
    expect(item(joined, 'name')).toMatchObject({ value: 'unbound' });
  });

  it('keeps the boxes of a day from one calendar to the other', () => {
    const draft = after({ type: 'kind', id: 'birth', kind: 'western-date', words });
    expect(item(draft, 'birth')).toMatchObject({
      kind: 'western-date',
      year: { x: 150, y: 168, width: 24, height: 14 },
    });
  });
});

describe('undo and redo', () => {
  it('take a drag, a nudge or a word as one step', () => {
    let history = begin(0);
    for (const value of [1, 2, 3]) history = step(history, value, 'drag-1');
    history = step(history, 4, 'drag-2');
    history = step(settle(history), 5, 'drag-2');
    expect(history.past).toEqual([0, 3, 4]);
    expect(undo(undo(history)).present).toBe(3);
    expect(redo(undo(history))).toMatchObject({ present: 5, future: [] });
  });

  it('forget what was taken back once something else is done', () => {
    const history = step(undo(step(begin(0), 1)), 2);
    expect(redo(history)).toBe(history);
  });

  it('select what they changed and open its page', () => {
    let state = openEditor(SAMPLE_MAP, SAMPLE_PAGES);
    state = edit(state, { type: 'do', command: { type: 'move', ids: ['name'], dx: 3, dy: 0 } });
    state = edit(state, { type: 'open-page', page: 1 });
    state = edit(state, { type: 'undo' });
    expect([state.page, state.selected]).toEqual([0, ['name']]);
  });

  it('keep the selection on an item that was renamed', () => {
    let state = edit(openEditor(SAMPLE_MAP, SAMPLE_PAGES), { type: 'select', ids: ['name'] });
    state = edit(state, { type: 'do', command: { type: 'rename', id: 'name', to: 'full-name' } });
    expect(state.selected).toEqual(['full-name']);
    expect(edit(state, { type: 'undo' }).selected).toEqual(['name']);
  });
});

const ids = fc.oneof(
  fc.constantFrom(...start.items.map(({ id }) => id), 'text', 'comb-2', 'field'),
  fc.stringMatching(/^[a-z -]{0,4}$/),
);
const side = fc.double({ min: -200, max: 1200, noNaN: true });
const box = fc.record({ x: side, y: side, width: side, height: side });
const page = fc.integer({ min: -1, max: 3 });
const value = fc.constantFrom('applicant.name', 'unbound', 'first(a, b)', 'a + "様"', '', 'A b', 'insurance.kind');
const kind = fc.constantFrom(...ITEM_KINDS);
const part = fc.constantFrom('', 'year', 'group:1', 'mark:male', 'column:0', 'no-such');
const few = fc.array(ids, { maxLength: 3 });
const command: fc.Arbitrary<Command> = fc.oneof(
  fc
    .record({ kind, page: fc.nat(1), box, id: ids })
    .map(({ kind: one, page: at, box: { x, y, width, height }, id }): Command => {
      const drawn = { x: Math.abs(x), y: Math.abs(y), width: Math.abs(width) + 1, height: Math.abs(height) + 1 };
      return { type: 'add', items: [newItem(one, { id, page: at, box: drawn, words })] };
    }),
  fc.record({ type: fc.constant('move' as const), ids: few, dx: side, dy: side, part }),
  fc.record({ type: fc.constant('resize' as const), id: ids, box, part }),
  fc.record({ type: fc.constant('rename' as const), id: ids, to: ids }),
  fc.record({ type: fc.constant('kind' as const), id: ids, kind, words: fc.constant(words) }),
  fc.record({
    ...{ type: fc.constant('bind' as const), id: ids, value },
    choices: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 4 }),
  }),
  fc.record({ type: fc.constant('delete' as const), ids: few }),
  fc.record({ type: fc.constant('duplicate' as const), ids: few }),
  fc.record({ type: fc.constant('reorder' as const), id: ids, step: fc.constantFrom(-1 as const, 1 as const) }),
  fc.record({ type: fc.constant('page' as const), ids: few, page }),
  fc.record({ type: fc.constant('required' as const), keys: fc.array(value, { maxLength: 2 }), on: fc.boolean() }),
  fc.record({ title: fc.string({ maxLength: 3 }) }).map((head): Command => ({ type: 'head', head })),
  fc
    .record({ id: ids, rows: fc.integer({ min: -1, max: 70 }), lines: fc.nat(50) })
    .map(({ id, rows, lines }): Command => {
      const one = start.items.find((each) => each.id === id) ?? item(start, 'name');
      return {
        type: 'put',
        item: one.kind === 'table' ? { ...one, rows } : one.kind === 'text' ? { ...one, lines } : one,
      };
    }),
);
const event: fc.Arbitrary<EditorEvent> = fc.oneof(
  { weight: 6, arbitrary: command.map((one): EditorEvent => ({ type: 'do', command: one })) },
  command.map((one): EditorEvent => ({ type: 'do', command: one, mark: 'drag' })),
  fc.constantFrom<EditorEvent>({ type: 'undo' }, { type: 'redo' }, { type: 'settle' }),
  few.map((chosen): EditorEvent => ({ type: 'select', ids: chosen })),
  page.map((at): EditorEvent => ({ type: 'open-page', page: at })),
);

describe('whatever is done', () => {
  const run = (events: readonly EditorEvent[]): EditorState =>
    events.reduce(edit, openEditor(SAMPLE_MAP, SAMPLE_PAGES));

  it('the map stays one that the schema takes, every box on its page', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        const { present } = run(events).history;
        expect(TemplateMap.safeParse(mapOf(present)).error).toBeUndefined();
        for (const one of present.items) {
          const frame = frameOf(one);
          expect(frame.x + frame.width).toBeLessThanOrEqual(595.005);
          expect(frame.y + frame.height).toBeLessThanOrEqual(842.005);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('undo to the end and redo to the end bring everything back', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        const state = run(events);
        const { past, present, future } = state.history;
        let back = state;
        for (let left = past.length; left > 0; left--) back = edit(back, { type: 'undo' });
        expect(back.history.present).toBe(past[0] ?? present);
        let again = back;
        for (let left = past.length; left > 0; left--) again = edit(again, { type: 'redo' });
        expect(again.history.present).toBe(present);
        expect(again.history.future).toEqual(future);
      }),
      { numRuns: 200 },
    );
  });
});
