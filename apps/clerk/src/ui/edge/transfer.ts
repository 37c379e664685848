import { OfferId, refusalCode, Store, type ClerkClient } from '@mado/signaling';
import type { DeskId, HandOverWay, ParticipantId, SessionId } from '@mado/signaling/wire';
import { NO_TRANSFER, type TransferView } from '../state/hand-over.ts';

/** How often the desks are asked about while somebody chooses among them, in milliseconds. */
const LOOK_AGAIN_MS = 5_000;

/** The clerk's hand on the session's way: to other desks, and who comes in and goes out. One request at a time. */
export class Transfer extends Store<TransferView> {
  readonly #client: ClerkClient;
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(client: ClerkClient) {
    super(NO_TRANSFER);
    this.#client = client;
  }

  /** Shows the desks as they are while `on`. */
  choosing(on: boolean): void {
    clearInterval(this.#looking);
    if (!on) return;
    this.setSnapshot({ ...NO_TRANSFER, desks: this.getSnapshot().desks });
    const look = () => {
      this.#client.directory().then(
        (desks) => this.setSnapshot({ ...this.getSnapshot(), desks }),
        (error: unknown) => this.#failed(error),
      );
    };
    look();
    this.#looking = setInterval(look, LOOK_AGAIN_MS);
  }

  /** Asks a desk. The memo goes first and sealed: whoever takes the session finds it there. */
  offer(deskId: DeskId, way: HandOverWay, memo: string): Promise<boolean> {
    const offerId = OfferId.parse(crypto.randomUUID());
    return this.#ask(async () => {
      const text = memo.trim();
      if (text !== '') await this.#client.place?.memos.write(text);
      await this.#client.offer(deskId, way, offerId);
    });
  }

  withdraw(): Promise<boolean> {
    const offer = this.#client.session?.course.offer;
    return this.#ask(async () => {
      if (offer) await this.#client.withdraw(offer.id);
    });
  }

  complete(): Promise<boolean> {
    return this.#ask(() => this.#client.complete());
  }

  keep(): Promise<boolean> {
    return this.#ask(() => this.#client.keep());
  }

  depart(): Promise<boolean> {
    return this.#ask(() => this.#client.depart());
  }

  /** Takes somebody out of a session; without one named, of the present one. */
  remove(participantId: ParticipantId, sessionId = this.#client.session?.id): Promise<boolean> {
    return this.#ask(async () => {
      if (sessionId !== undefined) await this.#client.remove(sessionId, participantId);
    });
  }

  /** Sends a waiting citizen to another desk. */
  sendOn(sessionId: SessionId, deskId: DeskId): Promise<boolean> {
    return this.#ask(() => this.#client.redirect(sessionId, deskId));
  }

  async #ask(work: () => Promise<void>): Promise<boolean> {
    if (this.getSnapshot().request.phase === 'going') return false;
    this.setSnapshot({ ...this.getSnapshot(), request: { phase: 'going' } });
    try {
      await work();
      this.setSnapshot({ ...this.getSnapshot(), request: { phase: 'idle' } });
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  #failed(error: unknown): void {
    const code = refusalCode(error) ?? 'no-answer';
    this.setSnapshot({ ...this.getSnapshot(), request: { phase: 'failed', code } });
  }
}
