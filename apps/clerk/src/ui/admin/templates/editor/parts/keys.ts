/** What a key does on the page. */
export type BoardKey =
  | { readonly name: 'move' | 'resize'; readonly dx: number; readonly dy: number }
  | { readonly name: 'delete' | 'settings' | 'new' | 'fit' | 'duplicate' | 'all' | 'toggle' | 'leave' }
  | { readonly name: 'zoom' | 'page'; readonly step: -1 | 0 | 1 };

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Points that an arrow key moves or stretches by, alone and with Shift. */
const STEP = 0.5;
const FAR_STEP = 5;

/** Null for a key that means nothing here. */
export function boardKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): BoardKey | null {
  const ctrl = ctrlKey || metaKey;
  const arrow = ARROWS[key];
  if (arrow && !altKey) {
    const by = shiftKey ? FAR_STEP : STEP;
    return { name: ctrl ? 'resize' : 'move', dx: arrow[0] * by, dy: arrow[1] * by };
  }
  const letter = key.toLowerCase();
  if (ctrl) return letter === 'a' ? { name: 'all' } : letter === 'd' ? { name: 'duplicate' } : null;
  if (altKey) return null;
  switch (letter) {
    case 'delete':
    case 'backspace':
      return { name: 'delete' };
    case 'enter':
      return { name: 'settings' };
    case ' ':
      return { name: 'toggle' };
    case 'escape':
      return { name: 'leave' };
    case 'n':
      return { name: 'new' };
    case 'f':
      return { name: 'fit' };
    case '+':
    case ';':
      return { name: 'zoom', step: 1 };
    case '-':
      return { name: 'zoom', step: -1 };
    case '0':
      return { name: 'zoom', step: 0 };
    case 'pageup':
      return { name: 'page', step: -1 };
    case 'pagedown':
      return { name: 'page', step: 1 };
    default:
      return null;
  }
}

/** Undo and redo work everywhere in the editor, also while typing into a setting. */
export function travelKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): 'undo' | 'redo' | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'y') return 'redo';
  if (letter !== 'z') return null;
  return shiftKey ? 'redo' : 'undo';
}
