import type { SignalingClient } from '../client/signaling-client.ts';
import type { RequestOf, TemplateEntry, TemplateVersion } from '../wire/index.ts';
import { FORM_PART_BYTES } from '../wire/index.ts';

/** A template as the store keeps it. */
export interface StoredTemplate {
  /** The field map, JSON. */
  readonly map: string;
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** Of a draft; 0 for a version. */
  readonly revision: number;
}

/** The city's store of templates. Every call fails with a `SignalingError`; `forbidden` for whoever may only read. */
export class TemplatesClient {
  readonly #signaling: SignalingClient;

  constructor(signaling: SignalingClient) {
    this.#signaling = signaling;
  }

  async list(): Promise<readonly TemplateEntry[]> {
    return (await this.#signaling.request('templates.list', {})).templates;
  }

  /** Newest first. */
  async history(id: string): Promise<readonly TemplateVersion[]> {
    return (await this.#signaling.request('templates.history', { id })).versions;
  }

  /** A version, or the draft for null. Fails with `not-found`, and when what comes is not the form that was named. */
  async open(id: string, version: number | null): Promise<StoredTemplate> {
    const { map, form, revision } = await this.#signaling.request('templates.open', { id, version });
    const pdf = new Uint8Array(form.bytes);
    for (let offset = 0; offset < form.bytes;) {
      const { part } = await this.#signaling.request('templates.form', { sha256: form.sha256, offset });
      pdf.set(part.subarray(0, form.bytes - offset), offset);
      offset += part.byteLength;
    }
    if ((await hashOf(pdf)) !== form.sha256) throw new Error('not the form that was named');
    return { map, pdf, revision };
  }

  /** Keeps a draft in the place of the one with `revision`; 0: there is none. `conflict` when somebody else saved meanwhile. */
  async save(
    draft: Omit<RequestOf<'templates.save'>, 'form'> & { readonly pdf: Uint8Array<ArrayBuffer> },
  ): Promise<TemplateEntry> {
    const { pdf, ...content } = draft;
    const sha256 = await hashOf(pdf);
    for (let offset = 0, missing = pdf.byteLength; missing > 0;) {
      const part = pdf.slice(offset, offset + FORM_PART_BYTES);
      const place = { sha256, bytes: pdf.byteLength, offset };
      ({ missing } = await this.#signaling.request('templates.putForm', { ...place, part }));
      offset = pdf.byteLength - missing;
    }
    return (await this.#signaling.request('templates.save', { ...content, form: sha256 })).entry;
  }

  async discard(id: string): Promise<void> {
    await this.#signaling.request('templates.discard', { id });
  }

  async publish(id: string, revision: number, note: string): Promise<TemplateEntry> {
    return (await this.#signaling.request('templates.publish', { id, revision, note })).entry;
  }

  async rollBack(id: string, version: number, note: string): Promise<TemplateEntry> {
    return (await this.#signaling.request('templates.rollBack', { id, version, note })).entry;
  }
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
