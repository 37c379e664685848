import { describe, expect, it } from '@jest/globals';
import { canUndo, carryOver, EMPTY_DRAFT, know, leave, originOf, restore, type, undo } from './draft.ts';

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
    const draft = restore(type(EMPTY_DRAFT, 'name', '高'), { name: '高橋' }, {});
    expect(draft.values).toEqual({ name: '高橋' });
    expect(canUndo(draft, 'name')).toBe(false);
  });

  it('marks what was entered earlier until somebody touches it', () => {
    const carried = carryOver(type(type(EMPTY_DRAFT, 'name', '高橋'), 'phone', '019-000-0000'));
    expect(Object.keys(carried.origins)).toEqual(['name', 'phone']);
    const touched = type(carried, 'name', '髙橋');
    expect(touched.origins).toEqual({ phone: 'earlier-form' });
    expect(restore(EMPTY_DRAFT, { kana: 'タカハシ' }, {}).origins).toEqual({ kana: 'earlier-form' });
  });

  it('keeps the mark of what was taken until it is touched, over other papers, a reload, and back again', () => {
    const taken = leave(type(EMPTY_DRAFT, 'name', '高橋', 'ocr'));
    expect(carryOver(taken).origins).toEqual({ name: 'ocr' });
    expect(restore(EMPTY_DRAFT, taken.values, taken.origins).origins).toEqual({ name: 'ocr' });
    const typed = type(taken, 'name', '髙橋');
    expect(originOf(typed, 'name')).toBe('typed');
    expect(originOf(undo(typed, 'name'), 'name')).toBe('ocr');
    expect(undo(taken, 'name')).toMatchObject({ values: {}, origins: {} });
  });

  it('has what the sitting knows in fields that nobody filled, anew at each desk, and nothing to take back', () => {
    const typed = leave(type(EMPTY_DRAFT, 'contact', '内線12'));
    const known = know(typed, { contact: '電話', desk: 'おくやみ窓口' });
    expect(known.values).toEqual({ contact: '内線12', desk: 'おくやみ窓口' });
    expect(known.origins).toEqual({ desk: 'sitting' });
    expect(canUndo(known, 'desk')).toBe(false);
    expect(know(known, { desk: '市民税窓口' }).values['desk']).toBe('市民税窓口');
    expect(know(type(known, 'desk', '1番'), { desk: '市民税窓口' }).values['desk']).toBe('1番');
    expect(carryOver(known).origins).toEqual({ contact: 'earlier-form', desk: 'sitting' });
  });

  it('is not disturbed by its own values coming back', () => {
    const draft = type(EMPTY_DRAFT, 'name', '高橋');
    expect(restore(draft, { name: '高橋' }, {})).toBe(draft);
  });
});
