import { setTimeout as sleep } from 'node:timers/promises';
import { CardDisposition, CardMode, Client, ReaderStatus, type Card, type Reader } from 'pcsc-mini';
import { lookAtCard, readBasicItems } from './basic-items.ts';
import { CardError, type BasicItems, type CardFound, type CardLine, type CardReader } from './card-reader.ts';

/** How long the service may take to name its readers, and a card that lies there already to be found, in milliseconds. */
const FOUND_WITHIN_MS = 5_000;
/** The same for a look whether there is a reader: it is repeated anyway. */
const SEEN_WITHIN_MS = 1_000;
/** How long nothing was asked of the service before it is let go of, in milliseconds. */
const REST_MS = 400;
/** How soon a driver tells that a card went, in milliseconds. */
const TOLD_WITHIN_MS = 800;
/** What a driver says when a card goes in the middle of an exchange. */
const GONE = new Set(['RemovedCard', 'NoSmartCard', 'ResetCard', 'UnpoweredCard', 'UnresponsiveCard']);
const NO_READER = new Set(['ReaderUnavailable', 'NoReadersAvailable', 'NoService', 'ServiceStopped', 'UnknownReader']);

interface Stoppable {
  readonly signal?: AbortSignal;
}

/**
 * Cards on any reader that the system's PC/SC service knows (pcscd on Linux, built into Windows). The service is spoken to for the time of one
 * call only, so that one that was started or restarted later is found.
 */
export class PcscReader implements CardReader {
  async isConnected({ signal }: Stoppable = {}): Promise<boolean> {
    const client = new Client();
    const stop = anyOf(signal, SEEN_WITHIN_MS);
    try {
      return await new Promise<boolean>((resolve) => {
        stop.addEventListener('abort', () => resolve(false), { once: true });
        client.on('error', () => resolve(false));
        client.on('reader', () => resolve(true));
        begin(client);
      });
    } catch (error) {
      // No service: no reader.
      if (error instanceof CardError) return false;
      throw error;
    } finally {
      await end(client);
    }
  }

  async awaitCard({ signal }: Stoppable = {}): Promise<CardFound> {
    return withCard(null, signal, lookAtCard);
  }

  async readBasicItems(pin: Uint8Array, { signal }: Stoppable = {}): Promise<BasicItems> {
    try {
      return await withCard(FOUND_WITHIN_MS, signal, (line) => readBasicItems(line, pin));
    } finally {
      pin.fill(0);
    }
  }

  async awaitRemoval({ signal }: Stoppable = {}): Promise<void> {
    const client = new Client();
    const cards = new Set<Reader>();
    const seen = AbortSignal.timeout(SEEN_WITHIN_MS);
    try {
      await new Promise<void>((resolve) => {
        const look = (): void => {
          // What lies there is told within a moment; before that, nothing is known.
          if (cards.size === 0 && seen.aborted) resolve();
        };
        seen.addEventListener('abort', look, { once: true });
        signal?.addEventListener('abort', () => resolve(), { once: true });
        if (signal?.aborted === true) resolve();
        client.on('error', () => resolve());
        client.on('reader', (reader) => {
          reader.on('change', (status) => {
            if (status.has(ReaderStatus.PRESENT)) cards.add(reader);
            else cards.delete(reader);
            look();
          });
          reader.on('disconnect', () => {
            cards.delete(reader);
            look();
          });
        });
        begin(client);
      });
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
    } finally {
      await end(client);
    }
  }
}

/** Does something with the first card that lies on a reader. @param withinMs how long it may take until one is there; null: as long as it takes */
async function withCard<T>(
  withinMs: number | null,
  signal: AbortSignal | undefined,
  work: (line: CardLine) => Promise<T>,
): Promise<T> {
  const client = new Client();
  try {
    const { card, gone } = await cardOn(client, withinMs, signal);
    try {
      return await work({ transmit: (command) => transmitted(card, command) });
    } catch (error) {
      // A driver may give half an answer, and tell a moment later that the card went.
      if (!(error instanceof CardError) || error.fault !== 'card-failed') throw error;
      const went = await Promise.race([gone.then(() => true), sleep(TOLD_WITHIN_MS, false)]);
      throw went ? new CardError('card-taken-away', error.detail) : error;
    } finally {
      // Another program finds the card as if nobody had shown it a PIN.
      await card.disconnect(CardDisposition.RESET).catch(() => undefined);
    }
  } finally {
    await end(client);
  }
}

/** The first card that lies on a reader, for us alone. @throws CardError */
async function cardOn(
  client: Client,
  withinMs: number | null,
  signal: AbortSignal | undefined,
): Promise<{ readonly card: Card; readonly gone: Promise<void> }> {
  const readers = new Set<Reader>();
  const known = AbortSignal.timeout(FOUND_WITHIN_MS);
  const late = anyOf(undefined, withinMs);
  const reader = await new Promise<Reader>((resolve, reject) => {
    const gone = (detail: string): void => reject(new CardError('reader-missing', detail));
    const missing = (): void => reject(new CardError('card-missing', 'no card on a reader'));
    signal?.addEventListener('abort', missing, { once: true });
    if (signal?.aborted === true) missing();
    late.addEventListener('abort', () => (readers.size === 0 ? gone('no reader') : missing()), { once: true });
    known.addEventListener('abort', () => readers.size === 0 && gone('no reader'), { once: true });
    client.on('error', (error) => gone(error.code));
    client.on('reader', (found) => {
      readers.add(found);
      found.on('change', (status) => {
        if (status.has(ReaderStatus.PRESENT)) resolve(found);
      });
      found.on('disconnect', () => {
        readers.delete(found);
        if (readers.size === 0) gone('the reader went');
      });
    });
    begin(client);
  });
  const gone = new Promise<void>((resolve) => {
    reader.on('change', (status) => !status.has(ReaderStatus.PRESENT) && resolve());
    reader.on('disconnect', resolve);
  });
  try {
    return { card: await reader.connect(CardMode.EXCLUSIVE), gone };
  } catch (error) {
    throw failed(error);
  }
}

/** @throws CardError when there is no service */
function begin(client: Client): void {
  try {
    client.start();
  } catch (error) {
    throw new CardError('reader-missing', codeOf(error));
  }
}

/** Clients whose service died while they were open. When such a one is collected, its finaliser throws where nobody can catch it. */
const orphans: Client[] = [];

/**
 * Lets go of the service, when its watcher has come to rest: one that is called off between two of its questions is left waiting by the service, and
 * this thread with it, for a minute.
 */
async function end(client: Client): Promise<void> {
  await sleep(REST_MS);
  try {
    client.stop();
  } catch (error) {
    orphans.push(client);
    const code = codeOf(error);
    if (!NO_READER.has(code) && code !== 'InvalidHandle') throw error;
  }
}

/** A signal that always is one; null: nothing but the caller's own ends it. */
function anyOf(signal: AbortSignal | undefined, withinMs: number | null): AbortSignal {
  const signals = [signal, withinMs === null ? undefined : AbortSignal.timeout(withinMs)];
  return AbortSignal.any(signals.filter((each) => each !== undefined));
}

async function transmitted(card: Card, command: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await card.transmit(command));
  } catch (error) {
    throw failed(error);
  }
}

function failed(error: unknown): CardError {
  const code = codeOf(error);
  return new CardError(
    GONE.has(code) ? 'card-taken-away' : NO_READER.has(code) ? 'reader-missing' : 'card-failed',
    code,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
}
