import type { Page, Request, Response } from 'playwright-core';
import { plantedForms } from './planted-forms.ts';

/**
 * All that pages and the server say to each other over TLS, as it comes out of TLS at the server: what is said on sockets and what is asked
 * and answered, both ways. A page's line to its own host is not TLS and not in it.
 */
export class Carried {
  readonly #said: Buffer[] = [];
  readonly #answers: Promise<unknown>[] = [];
  #bodies = 0;

  /** Before the page is loaded. */
  follow(page: Page): void {
    page.on('websocket', (socket) => {
      if (!socket.url().startsWith('wss:')) return;
      const take = ({ payload }: { payload: string | Buffer }) =>
        void this.#said.push(typeof payload === 'string' ? Buffer.from(payload) : payload);
      socket.on('framesent', take);
      socket.on('framereceived', take);
    });
    page.on('request', (request) => this.#asked(request));
    page.on('response', (response) => {
      if (isOfServer(response.request())) this.#answers.push(this.#answered(response));
    });
  }

  /** Bytes of it, and of those that were sent as bodies of requests. */
  get bytes(): { readonly all: number; readonly bodies: number } {
    return { all: this.#said.reduce((sum, { byteLength }) => sum + byteLength, 0), bodies: this.#bodies };
  }

  /** Names of what is in it, texts in every form in which programs write them down. */
  async found(texts: readonly string[], pieces: Readonly<Record<string, Uint8Array>> = {}): Promise<string[]> {
    await Promise.all(this.#answers);
    const needles = new Map<string, Buffer[]>();
    for (const text of texts) needles.set(text, [...plantedForms(text).values()]);
    for (const [name, piece] of Object.entries(pieces)) needles.set(name, [Buffer.from(piece)]);
    const isSaid = (forms: readonly Buffer[]) => this.#said.some((said) => forms.some((form) => said.includes(form)));
    return [...needles].flatMap(([name, forms]) => (isSaid(forms) ? [name] : [])).toSorted();
  }

  #asked(request: Request): void {
    if (!isOfServer(request)) return;
    this.#said.push(Buffer.from(JSON.stringify([request.url(), request.headers()])));
    const body = request.postDataBuffer();
    if (body === null) return;
    this.#said.push(body);
    this.#bodies += body.byteLength;
  }

  async #answered(response: Response): Promise<void> {
    this.#said.push(Buffer.from(JSON.stringify(response.headers())));
    // One that was broken off has none.
    const body = await response.body().catch(() => null);
    if (body !== null) this.#said.push(body);
  }
}

function isOfServer(request: Request): boolean {
  return request.url().startsWith('https:');
}
