import { checks } from '../content.ts';
import { cell, label, type Row, row } from '../layout.ts';

/** Answers to most questions at the counter. */
export const YES_NO = { yes: 'はい', no: 'いいえ', unknown: 'わからない' } as const;

/** A row of the office's own boxes, which it checks by pen. */
export function attachments(heading: string, items: readonly string[], height = 22, width = 52): Row {
  return row(height, label(width, heading), cell(0, checks(items, 7.5)));
}
