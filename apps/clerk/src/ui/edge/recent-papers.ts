import { z } from 'zod';

const KEY = 'mado.clerk.recent-papers';
const Kept = z.array(z.string().max(60));
const DEPTH = 8;

/** Which templates this clerk filled lately, the latest first. Names of papers only; nothing of a session. */
export class RecentPapers {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  list(): readonly string[] {
    try {
      const kept = Kept.safeParse(JSON.parse(this.#storage.getItem(KEY) ?? '[]'));
      return kept.success ? kept.data.slice(0, DEPTH) : [];
    } catch {
      // Somebody else's words in our place are as good as none.
      return [];
    }
  }

  note(ids: readonly string[]): readonly string[] {
    const next = [...new Set([...ids, ...this.list()])].slice(0, DEPTH);
    this.#storage.setItem(KEY, JSON.stringify(next));
    return next;
  }
}
