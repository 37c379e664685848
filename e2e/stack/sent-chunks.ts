import type { Page, Request } from 'playwright-core';
import { TRAY_PATH, TRAY_PLACE_HEADER } from '@mado/signaling/wire';

/** Which sealed chunks a page has sent into the server's tray, by what its browser says of the requests. */
export class SentChunks {
  readonly #stored = new Set<string>();
  readonly #again: string[] = [];

  /** Counts from now on, also after the page was loaded again. */
  constructor(page: Page) {
    page.on('request', (request) => {
      const place = placeOf(request);
      if (place !== null && this.#stored.has(place)) this.#again.push(place);
    });
    page.on('response', (response) => {
      const place = placeOf(response.request());
      if (place !== null && response.ok()) this.#stored.add(place);
    });
  }

  /** Chunks that the server has said it has. */
  get stored(): number {
    return this.#stored.size;
  }

  /** Chunks that were sent although the server had said that it has them. */
  get again(): readonly string[] {
    return this.#again;
  }

  /** Waits until the server has so many. */
  async reach(count: number, within = 30_000): Promise<void> {
    const deadline = Date.now() + within;
    while (this.stored < count) {
      if (Date.now() > deadline) throw new Error(`${String(this.stored)} chunks were sent, not ${String(count)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function placeOf(request: Request): string | null {
  if (request.method() !== 'PUT' || new URL(request.url()).pathname !== TRAY_PATH) return null;
  return request.headers()[TRAY_PLACE_HEADER] ?? null;
}

/** Lets what the page sends through only so many bytes a second, but for picture and sound. Returns what lifts it. */
export async function slowUpload(page: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const limit = (uploadThroughput: number) =>
    session.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, downloadThroughput: -1 },
      uploadThroughput,
    });
  await limit(bytesPerSecond);
  return async () => {
    await limit(-1);
    await session.detach();
  };
}
