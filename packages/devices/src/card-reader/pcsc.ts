import { CardDisposition, CardMode, Client, ReaderStatus, type Card, type Reader } from 'pcsc-mini';
import { readBasicItems } from './basic-items.ts';
import { CardError, type BasicItems, type CardReader } from './card-reader.ts';

/** How long a card may take to be found on a reader, in milliseconds: it lies there already. */
const FOUND_WITHIN_MS = 5_000;

/** Cards on any reader that the system's PC/SC service knows (pcscd on Linux, built into Windows). The service is spoken to for one reading at a time. */
export class PcscReader implements CardReader {
  async readBasicItems(pin: Uint8Array, { signal }: { readonly signal?: AbortSignal } = {}): Promise<BasicItems> {
    const client = new Client();
    try {
      const card = await cardOn(client, signal);
      try {
        return await readBasicItems({ transmit: (command) => transmitted(card, command) }, pin);
      } finally {
        // Another program finds the card as if nobody had shown it a PIN.
        await card.disconnect(CardDisposition.RESET).catch(() => undefined);
      }
    } finally {
      client.stop();
      pin.fill(0);
    }
  }
}

/** The first card that lies on a reader, for us alone. @throws CardError */
async function cardOn(client: Client, signal: AbortSignal | undefined): Promise<Card> {
  const timeout = AbortSignal.timeout(FOUND_WITHIN_MS);
  const stop = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  let seen = false;
  const reader = await new Promise<Reader>((resolve, reject) => {
    stop.addEventListener('abort', () =>
      reject(
        seen ? new CardError('card-missing', 'no card on a reader') : new CardError('reader-missing', 'no reader'),
      ),
    );
    client.on('error', (error) => reject(new CardError('reader-missing', error.code)));
    client.on('reader', (found) => {
      seen = true;
      found.on('change', (status) => {
        if (status.has(ReaderStatus.PRESENT)) resolve(found);
      });
    });
    client.start();
  });
  return reader.connect(CardMode.EXCLUSIVE).catch((error: unknown) => {
    throw failed(error);
  });
}

async function transmitted(card: Card, command: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await card.transmit(command));
  } catch (error) {
    throw failed(error);
  }
}

function failed(error: unknown): CardError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'failed';
  return new CardError('card-failed', code);
}
