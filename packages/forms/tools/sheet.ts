export { A4, Sheet, type TextStyle } from '../src/papers/sheet.ts';
