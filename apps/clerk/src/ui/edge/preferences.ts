import { defaultDisplay, isLanguage, type DisplaySettings } from '@mado/ui';
import { Store } from '@mado/signaling';
import { z } from 'zod';

/** How this clerk likes the screen. Nothing of a session is ever kept here. */
export interface Preferences {
  readonly display: DisplaySettings;
  /** Keys of one character work as commands. */
  readonly characterKeys: boolean;
}

const KEY = 'mado.clerk.preferences';
const Kept = z.object({
  language: z.string(),
  largePrint: z.boolean(),
  highContrast: z.boolean(),
  characterKeys: z.boolean(),
});

export class PreferenceMemory extends Store<Preferences> {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    super(read(storage));
    this.#storage = storage;
  }

  change(change: Partial<Preferences>): void {
    const next = { ...this.getSnapshot(), ...change };
    this.setSnapshot(next);
    this.#storage.setItem(KEY, JSON.stringify({ ...next.display, characterKeys: next.characterKeys }));
  }
}

function read(storage: Storage): Preferences {
  const usual: Preferences = { display: defaultDisplay, characterKeys: true };
  const kept = Kept.safeParse(parsed(storage.getItem(KEY)));
  if (!kept.success) return usual;
  const { language, largePrint, highContrast, characterKeys } = kept.data;
  return {
    display: { language: isLanguage(language) ? language : usual.display.language, largePrint, highContrast },
    characterKeys,
  };
}

/** Null for what is no JSON: somebody else's words in our place are as good as none. */
function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
