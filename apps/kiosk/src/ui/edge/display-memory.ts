import { defaultDisplay, languages, type DisplaySettings } from '@mado/ui';
import { Store } from '@mado/signaling';
import { z } from 'zod';

const KEY = 'mado.display';
const Remembered = z.object({ language: z.enum(languages), largePrint: z.boolean(), highContrast: z.boolean() });

/** How this citizen wants the screen to look; it outlives a reload of the page, and not the citizen's visit. */
export class DisplayMemory extends Store<DisplaySettings> {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    super(remembered(storage));
    this.#storage = storage;
  }

  change(settings: DisplaySettings): void {
    this.#storage.setItem(KEY, JSON.stringify(settings));
    this.setSnapshot(settings);
  }

  /** For the next citizen. */
  reset(): void {
    this.#storage.removeItem(KEY);
    this.setSnapshot(defaultDisplay);
  }
}

function remembered(storage: Storage): DisplaySettings {
  const text = storage.getItem(KEY);
  if (text === null) return defaultDisplay;
  try {
    return Remembered.parse(JSON.parse(text));
  } catch {
    // Written by another version: the default looks right to everybody.
    return defaultDisplay;
  }
}
