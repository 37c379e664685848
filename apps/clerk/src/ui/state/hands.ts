import { Notice } from '@mado/signaling';
import type { Tool } from '../annotations/tool.ts';

/** Everything that a key does. `phrase` carries the phrase; the others are buttons on the screen too. */
export type Hand =
  | { readonly name: 'admit' }
  | { readonly name: 'select'; readonly step: -1 | 1 }
  | { readonly name: 'scan' | 'print' | 'volume' | 'hand-over' | 'end' | 'papers' | 'form' | 'keys' | 'lock' }
  | { readonly name: 'choose-file' | 'show' | 'read' | 'card' }
  | { readonly name: 'tool'; readonly tool: Tool }
  | { readonly name: 'undo' | 'redo' }
  | { readonly name: 'phrase'; readonly notice: Notice }
  | { readonly name: 'page'; readonly step: -1 | 1 }
  | { readonly name: 'document'; readonly step: -1 | 1 }
  | { readonly name: 'zoom'; readonly step: -1 | 0 | 1 }
  | { readonly name: 'rotate' }
  | { readonly name: 'acknowledge' };

/** The part of a keyboard event that decides, as plain data. */
export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** The focus is in a field where keys are text. */
  readonly typing: boolean;
  /** The focus is on something that Enter or the arrows operate themselves (button, tab, slider). */
  readonly onControl: boolean;
  /** An Input Method Editor is composing Japanese. */
  readonly composing: boolean;
}

/** Phrases on the keys 1 to 9, in the order of the content's closed list. */
export const PHRASES: readonly Notice[] = Notice.options;

const CALL_KEYS: Readonly<Record<string, Hand>> = {
  s: { name: 'scan' },
  p: { name: 'print' },
  u: { name: 'choose-file' },
  m: { name: 'show' },
  t: { name: 'read' },
  k: { name: 'card' },
  v: { name: 'volume' },
  h: { name: 'hand-over' },
  q: { name: 'end' },
  d: { name: 'papers' },
  f: { name: 'form' },
  a: { name: 'acknowledge' },
  r: { name: 'rotate' },
  l: { name: 'lock' },
  g: { name: 'tool', tool: 'hand' },
  i: { name: 'tool', tool: 'pointer' },
  n: { name: 'tool', tool: 'marker' },
  c: { name: 'tool', tool: 'check' },
  e: { name: 'tool', tool: 'eraser' },
  z: { name: 'undo' },
  y: { name: 'redo' },
  '?': { name: 'keys' },
  '+': { name: 'zoom', step: 1 },
  ';': { name: 'zoom', step: 1 },
  '-': { name: 'zoom', step: -1 },
  '0': { name: 'zoom', step: 0 },
  '[': { name: 'document', step: -1 },
  ']': { name: 'document', step: 1 },
  pageup: { name: 'page', step: -1 },
  pagedown: { name: 'page', step: 1 },
};

/**
 * What a key means in the call. Characters may be switched off (WCAG 2.2, 2.1.4) and mean nothing while somebody types;
 * keys with Ctrl, Alt or the system key belong to the browser.
 */
export function callHand(press: KeyPress, characterKeys: boolean): Hand | null {
  if (press.composing || press.ctrl || press.alt || press.meta || press.typing) return null;
  const key = press.key.toLowerCase();
  if (key.length === 1 && !characterKeys) return null;
  if (/^[1-9]$/.test(key)) {
    const notice = PHRASES[Number(key) - 1];
    return notice === undefined ? null : { name: 'phrase', notice };
  }
  return CALL_KEYS[key] ?? null;
}

/** What a key means at the desk. F2 admits from anywhere; Enter only where it would not press another button. */
export function deskHand(press: KeyPress): Hand | null {
  if (press.composing || press.ctrl || press.alt || press.meta) return null;
  switch (press.key) {
    case 'F2':
      return { name: 'admit' };
    case 'Enter':
      return press.onControl || press.typing ? null : { name: 'admit' };
    case 'ArrowUp':
      return press.onControl || press.typing ? null : { name: 'select', step: -1 };
    case 'ArrowDown':
      return press.onControl || press.typing ? null : { name: 'select', step: 1 };
    default:
      return null;
  }
}

const TEXT_FIELD = 'input:not([type=range],[type=radio],[type=checkbox]),textarea,select,[contenteditable]';
const CONTROL = 'button,a,summary,input,[role=tab],[role=slider]';

/** Reads what matters from a real keyboard event. */
export function keyPress(event: KeyboardEvent): KeyPress {
  const within = (selector: string) => event.target instanceof Element && event.target.closest(selector) !== null;
  return {
    key: event.key,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    composing: event.isComposing,
    typing: within(TEXT_FIELD),
    onControl: within(CONTROL),
  };
}
