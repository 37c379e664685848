import { describe, expect, it } from '@jest/globals';
import { canUndo, carryOver, EMPTY_DRAFT, leave, restore, type, undo } from './draft.ts';

describe('what the clerk types', () => {
  it('takes back one visit to a field at once, not letter by letter', () => {
    let draft = type(type(EMPTY_DRAFT, 'name', '髙'), 'name', '髙橋');
    draft = type(leave(draft), 'name', '高橋');
    draft = undo(draft, 'name');
    expect(draft.values).toEqual({ name: '髙橋' });
    draft = undo(draft, 'name');
    expect(draft.values).toEqual({});
    expect(canUndo(draft, 'name')).toBe(false);
  });

  it('takes back one field and leaves the others', () => {
    const draft = undo(type(type(EMPTY_DRAFT, 'name', '高橋'), 'phone', '019-000-0000'), 'name');
    expect(draft.values).toEqual({ phone: '019-000-0000' });
  });

  it('takes over what the session channel kept, with nothing to take back', () => {
    const draft = restore(type(EMPTY_DRAFT, 'name', '高'), { name: '高橋' });
    expect(draft.values).toEqual({ name: '高橋' });
    expect(canUndo(draft, 'name')).toBe(false);
  });

  it('marks what was entered earlier until somebody touches it', () => {
    const carried = carryOver(type(type(EMPTY_DRAFT, 'name', '高橋'), 'phone', '019-000-0000'));
    expect([...carried.earlier]).toEqual(['name', 'phone']);
    const touched = type(carried, 'name', '髙橋');
    expect([...touched.earlier]).toEqual(['phone']);
    expect([...undo(type(carried, 'phone', ''), 'phone').earlier]).toEqual(['name']);
    expect([...restore(EMPTY_DRAFT, { kana: 'タカハシ' }).earlier]).toEqual(['kana']);
  });

  it('is not disturbed by its own values coming back', () => {
    const draft = type(EMPTY_DRAFT, 'name', '高橋');
    expect(restore(draft, { name: '高橋' })).toBe(draft);
  });
});
