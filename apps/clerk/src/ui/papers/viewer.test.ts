import { describe, expect, it } from '@jest/globals';
import { NO_PAPER, view, ZOOM_STEPS } from './viewer.ts';

describe('looking at papers', () => {
  const open = view(NO_PAPER, { type: 'show', documentId: 'a' });

  it('pages through a document and stops at its ends', () => {
    const last = view(view(open, { type: 'sheet', step: 1, sheets: 2 }), { type: 'sheet', step: 1, sheets: 2 });
    expect(last.sheet).toBe(1);
    expect(view(open, { type: 'sheet', step: -1, sheets: 2 }).sheet).toBe(0);
    expect(view(open, { type: 'sheet', step: 1, sheets: 0 }).sheet).toBe(0);
  });

  it('goes to the next document at its first sheet, upright, with the same zoom', () => {
    const turned = view(view(view(open, { type: 'rotate' }), { type: 'zoom', step: 1 }), {
      type: 'sheet',
      step: 1,
      sheets: 3,
    });
    expect(view(turned, { type: 'document', step: 1, documents: ['a', 'b'] })).toEqual({
      documentId: 'b',
      sheet: 0,
      zoom: 1,
      turn: 0,
    });
  });

  it('zooms within its steps and back to the whole sheet', () => {
    let viewer = open;
    for (let i = 0; i < 20; i += 1) viewer = view(viewer, { type: 'zoom', step: 1 });
    expect(ZOOM_STEPS[viewer.zoom]).toBe(4);
    expect(view(viewer, { type: 'zoom', step: 0 }).zoom).toBe(0);
  });
});
