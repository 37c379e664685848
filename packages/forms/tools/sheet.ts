export { Sheet, type TextStyle } from '../src/papers/sheet.ts';
export { A4 } from '../src/papers/sheet-size.ts';
