import type { TokenMemory } from '@mado/signaling';

const KEY = 'mado.clerk.person';

/** Keeps the person's token over a reload and no longer than the window lives. */
export function windowToken(storage: Storage): TokenMemory {
  return {
    get: () => storage.getItem(KEY),
    set: (token) => {
      if (token === null) storage.removeItem(KEY);
      else storage.setItem(KEY, token);
    },
  };
}
