import type { AskTray, TrayRequest } from '../parcel/index.ts';
import { ParcelCarrier, TrayLine } from '../parcel/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import { ParcelId, ParticipantId as Participant, SessionId } from '../wire/index.ts';
import { requester } from './fake-relay.ts';

const TOKEN = 'x'.repeat(43);

/** The server's tray of one session, in memory, as its clients see it over HTTPS. */
export class MemoryTray {
  /** Sealed chunks by `owner/parcel/chunk`. */
  readonly chunks = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Every request in its order, as `METHOD owner/parcel[/chunk]`. */
  readonly asked: string[] = [];
  /** Answers in the tray's place when it gives anything; a rejection is a line that is cut. */
  instead: (request: TrayRequest) => Promise<{ status: number; code?: string } | null> = () => Promise.resolve(null);
  readonly #carriers = new Map<ParticipantId, Set<ParcelCarrier>>();

  /** One screen of a participant. */
  carrier(self: ParticipantId): ParcelCarrier {
    const request = requester({ 'tray.open': () => ({ token: TOKEN, expiresAt: Date.now() + 60_000 }) });
    const line = new TrayLine({
      sessionId: SessionId.parse('s1'),
      request,
      origin: 'https://server.example',
      ask: this.ask,
    });
    const carrier = new ParcelCarrier(self, line);
    this.#carriers.set(self, (this.#carriers.get(self) ?? new Set()).add(carrier));
    return carrier;
  }

  readonly ask: AskTray = async (request) => {
    const path = request.place;
    this.asked.push(`${request.method} ${path}`);
    const instead = await Promise.race([this.instead(request), calledOff(request.signal)]);
    if (instead !== null) return { status: instead.status, body: json({ code: instead.code }) };
    const [owner = '', parcel = '', chunk] = path.split('/');
    if (request.method === 'DELETE') {
      for (const key of this.chunks.keys()) if (key.startsWith(`${path}/`)) this.chunks.delete(key);
      return { status: 204, body: new Uint8Array() };
    }
    if (request.method === 'PUT' && request.body !== null) {
      this.chunks.set(path, request.body.slice());
      this.#tell(owner, parcel, Number(chunk));
      return { status: 204, body: new Uint8Array() };
    }
    if (chunk === undefined) {
      const held = [...this.chunks.keys()].filter((key) => key.startsWith(`${path}/`));
      const chunks = held.map((key) => Number(key.split('/')[2])).sort((a, b) => a - b);
      return { status: 200, body: json({ chunks }) };
    }
    const sealed = this.chunks.get(path);
    return sealed === undefined
      ? { status: 404, body: json({ code: 'not-found' }) }
      : { status: 200, body: sealed.slice() };
  };

  #tell(owner: string, parcel: string, chunk: number): void {
    for (const [participant, carriers] of this.#carriers) {
      if (participant === owner) continue;
      for (const carrier of carriers) carrier.handleStored(Participant.parse(owner), ParcelId.parse(parcel), chunk);
    }
  }
}

function json(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** Rejects when a request is called off, as the browser's own do. */
function calledOff(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onAbort = () => reject(new Error('called off'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
