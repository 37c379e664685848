import { TemplateMap } from '@mado/forms/map';
import { CallRefusedError } from '@mado/rpc';
import { isRefusal, type TemplatesClient } from '@mado/signaling';
import type { TemplateEntry } from '@mado/signaling/wire';
import { DraftConflictError, type DraftPort, type OpenedDraft } from '../admin/templates/editor/draft-port.ts';
import type { ClerkHost } from './clerk-host.ts';

interface Around {
  readonly host: ClerkHost;
  readonly store: TemplatesClient;
  /** The version that was made of a template as it was installed, when it is changed for the first time. */
  readonly asInstalled: () => string;
}
/** Where a draft begins. */
interface Base {
  readonly map: string;
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly revision: number;
}

/** The draft of one template: kept in the city's store, begun from what clerks fill now. */
export class TemplateDraft implements DraftPort {
  readonly #id: string;
  readonly #around: Around;
  #pdf: Uint8Array<ArrayBuffer> | null = null;

  constructor(id: string, around: Around) {
    this.#id = id;
    this.#around = around;
  }

  async open(): Promise<OpenedDraft> {
    const entry = await this.#entry();
    const { map, pdf, revision } = await this.#base(entry);
    this.#pdf = pdf;
    const parsed: unknown = JSON.parse(map);
    return { map: TemplateMap.parse(parsed), pdf, revision, published: entry?.published?.version ?? null };
  }

  async save(map: TemplateMap, revision: number): Promise<{ revision: number }> {
    const pdf = this.#pdf ?? (await this.#base(await this.#entry())).pdf;
    const before = await this.#entry();
    if (revision === 0 && before?.published == null) await this.#keepInstalled();
    const version = ((await this.#entry())?.published?.version ?? 0) + 1;
    const { title, department } = map;
    const text = JSON.stringify({ ...map, version });
    const { store } = this.#around;
    const entry = await this.#orConflict(store.save({ id: this.#id, revision, title, department, map: text, pdf }));
    return { revision: entry.draft?.revision ?? 0 };
  }

  async publish(revision: number, note: string): Promise<{ version: number; revision: number }> {
    const { host, store } = this.#around;
    const draft = await store.open(this.#id, null);
    const map = TemplateMap.parse(JSON.parse(draft.map));
    const { faults } = await host.call('template.check', { pdf: draft.pdf, map });
    const [fault] = faults;
    if (fault !== undefined) throw new CallRefusedError('template.check', fault.problem, fault.detail);
    const { published } = await this.#orConflict(store.publish(this.#id, revision, note));
    // There is no draft from here on; the next saving begins one.
    return { version: published?.version ?? 0, revision: 0 };
  }

  async #entry(): Promise<TemplateEntry | null> {
    return (await this.#around.store.list()).find(({ id }) => id === this.#id) ?? null;
  }

  async #base(entry: TemplateEntry | null): Promise<Base> {
    const { host, store } = this.#around;
    if (entry?.draft) return store.open(this.#id, null);
    if (entry?.published) return { ...(await store.open(this.#id, entry.published.version)), revision: 0 };
    const { map, pdf } = await host.call('templates.source', { id: this.#id });
    return { map, pdf: Uint8Array.from(pdf), revision: 0 };
  }

  /** What was installed becomes the first version, so that one can go back to it. */
  async #keepInstalled(): Promise<void> {
    const { host, store, asInstalled } = this.#around;
    const source = await host.call('templates.source', { id: this.#id }).catch((error: unknown) => {
      if (error instanceof CallRefusedError && error.code === 'unknown-template') return null;
      throw error;
    });
    if (source === null) return;
    const { title, department } = TemplateMap.parse(JSON.parse(source.map));
    const content = { id: this.#id, revision: 0, title, department, map: source.map };
    const { draft } = await this.#orConflict(store.save({ ...content, pdf: Uint8Array.from(source.pdf) }));
    if (draft) await this.#orConflict(store.publish(this.#id, draft.revision, asInstalled()));
  }

  async #orConflict<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!isRefusal(error, 'conflict')) throw error;
      const draft = (await this.#entry())?.draft;
      throw new DraftConflictError(draft?.by ?? '', draft?.revision ?? 0);
    }
  }
}
