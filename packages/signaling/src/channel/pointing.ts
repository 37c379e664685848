import { Store, sleep } from '../core/index.ts';
import type { Requester } from '../client/signaling-client.ts';
import type { SessionSeal } from '../seal/index.ts';
import type { ParticipantId, SessionId } from '../wire/index.ts';
import { isOn, pointedAt, pointerAt, readPointed, writePointed, type PointedPlace, type Pointer } from './pointer.ts';
import type { Stage } from './stage.ts';

/** How often a place is passed on at most, in milliseconds: a dozen times a second. */
const EVERY_MS = 80;
/** How often a place is said again on which the pointer rests, in milliseconds: whoever missed it, or came just now, sees it. */
const AGAIN_MS = 1_000;
/** An answer that does not come holds the next place up no longer, in milliseconds. */
const DEADLINE_MS = 1_500;

export interface PointingOptions {
  readonly sessionId: SessionId;
  readonly self: ParticipantId;
  readonly request: Requester;
  readonly seal: Pick<SessionSeal, 'hints' | 'report'>;
  readonly stage: Stage;
  /** Which device a participant is, as far as this end knows. */
  readonly deviceOf: (participant: ParticipantId) => string | undefined;
}

/**
 * The pointer (ポインター): where the clerk in charge points on the page of the stage now, on everybody's screen. It is sealed like all that is
 * said, but it has no place in the history: nobody stores it, what is lost of it is not missed, and it fades when nothing more is heard of it.
 * Another page on the stage, or another clerk in charge, and it is gone.
 */
export class Pointing extends Store<Pointer | null> {
  readonly #options: PointingOptions;
  readonly #end = new AbortController();
  readonly #unwatch: () => void;
  /** Who may point. */
  #holder: ParticipantId | null = null;
  /** Where this end's hand points; null: nowhere. */
  #hand: PointedPlace | null = null;
  /** Something of it is still to be said. */
  #due = false;
  #passing = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #again: ReturnType<typeof setTimeout> | null = null;

  constructor(options: PointingOptions) {
    super(null);
    this.#options = options;
    this.#unwatch = options.stage.subscribe(() => {
      const paper = options.stage.getSnapshot();
      const { at } = this.getSnapshot() ?? {};
      if (at !== undefined && !isOn(at, paper)) this.#clear();
    });
  }

  /** Who is in charge now, and may point; nobody else is listened to. */
  setHolder(holder: ParticipantId | null): void {
    if (holder === this.#holder) return;
    this.#holder = holder;
    this.#clear();
  }

  /** Clerk in charge: points somewhere on the stage's page, or nowhere any more. Of places that come faster than they are passed on the last counts. */
  point(at: PointedPlace | null): void {
    const { self, stage } = this.#options;
    if (this.#end.signal.aborted || this.#holder !== self) return;
    if (at === null ? this.#hand === null : !isOn(at, stage.getSnapshot())) return;
    this.#hand = at;
    this.#due = true;
    void this.#pass();
  }

  /** What the server passes on. Never throws: whoever sealed the bytes may have sealed anything. */
  async handle(from: ParticipantId, payload: Uint8Array): Promise<void> {
    const { self, seal, deviceOf, stage } = this.#options;
    if (this.#end.signal.aborted || from === self || from !== this.#holder) return;
    const opened = await seal.hints.open(payload);
    // Somebody else may have come to be in charge meanwhile.
    if (opened === null || from !== this.#holder) return;
    if (deviceOf(from) !== opened.deviceId) {
      seal.report({ part: 'message', cause: 'wrong-sender' });
      return;
    }
    const word = readPointed(opened.content);
    if (word === null) return;
    this.#show(pointedAt(this.getSnapshot(), { at: word.at, stage: stage.getSnapshot(), now: Date.now() }));
  }

  close(): void {
    this.#end.abort();
    this.#unwatch();
    this.#clear();
    this.removeAllListeners();
  }

  async #pass(): Promise<void> {
    if (this.#passing) return;
    this.#passing = true;
    const { sessionId, request, seal, stage } = this.#options;
    if (this.#again !== null) clearTimeout(this.#again);
    try {
      while (this.#due && !this.#end.signal.aborted) {
        this.#due = false;
        const at = this.#hand;
        // The own screen shows what the others are told, when they are.
        this.#show(pointedAt(this.getSnapshot(), { at, stage: stage.getSnapshot(), now: Date.now() }));
        const payload = await seal.hints.seal(writePointed(at));
        // What a broken line or a full server lets fall is not missed: the next place follows.
        if (payload !== null)
          await request('channel.hint', { sessionId, payload }, { deadlineMs: DEADLINE_MS }).catch(() => undefined);
        await sleep(EVERY_MS, this.#end.signal);
      }
    } finally {
      this.#passing = false;
      this.#again = this.#hand === null ? null : setTimeout(() => this.point(this.#hand), AGAIN_MS);
    }
  }

  #clear(): void {
    this.#hand = null;
    this.#due = false;
    if (this.#again !== null) clearTimeout(this.#again);
    this.#again = null;
    this.#show(null);
  }

  #show(pointer: Pointer | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer =
      pointer === null
        ? null
        : setTimeout(
            () => this.#show(pointerAt(this.getSnapshot(), Date.now())),
            Math.max(0, pointer.until - Date.now()),
          );
    this.setSnapshot(pointer);
  }
}
