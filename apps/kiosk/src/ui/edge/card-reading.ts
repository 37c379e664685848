import { isHostGone } from '@mado/rpc';
import type {
  CardItems,
  CardOutcome,
  CardProgress,
  CommandContext,
  CommandId,
  CommandOutcome,
  DeviceFault,
  ParticipantId,
} from '@mado/signaling';
import type { CardView } from '../state/card.ts';
import type { KioskHost } from './kiosk-host.ts';
import { PinPad } from './pin-pad.ts';

export interface CardReadingOptions {
  readonly host: KioskHost;
  readonly show: (view: CardView | null) => void;
  /** Puts the outcome into the server's audit log; fails when it cannot be. */
  readonly note: (commandId: CommandId, outcome: CardOutcome) => Promise<void>;
  /** Hands over what was read. */
  readonly tell: (commandId: CommandId, items: CardItems, to: ParticipantId) => Promise<void>;
  /** Whether this clerk is still in charge of the session: nobody else gets anything. */
  readonly isInCharge: (clerk: ParticipantId) => boolean;
  readonly onFault: (error: unknown) => void;
  /** How long the booth waits for somebody to press or lay down something, in milliseconds. */
  readonly patienceMs?: number;
  /** How long a reason why nothing was read stays on the screen. */
  readonly faultMs?: number;
}

const PATIENCE_MS = 120_000;
const FAULT_MS = 60_000;
const READ_MS = 30_000;
/** Whoever forgets a card is reminded for as long as they sit there. */
const REMINDED_MS = 3_600_000;
/** A card that is laid down may be felt too early, or be shifted: it is asked for again so often. */
const AGAIN = 2;
/** The last PIN that a card bears is not tried here. */
const KEPT_TRIES = 1;

/** Ends a reading. */
class NotRead extends Error {
  override readonly name = 'NotRead';
  readonly fault: DeviceFault;

  constructor(fault: DeviceFault) {
    super(fault);
    this.fault = fault;
  }
}

type Press = 'yes' | 'digit' | 'enter';
type Say = (card: CardProgress) => void;
interface Laid {
  /** A card lies on the reader. */
  down: boolean;
}

/**
 * The reading of one card at the booth: ask, wait for the card, take the PIN, read, hand over, and remind of the card. What was pressed and what was
 * read is in this object only, and gone from it when it has been used.
 */
export class CardReading {
  readonly #options: CardReadingOptions;
  readonly #pad = new PinPad();
  #stop: AbortController | null = null;
  #commandId: CommandId | null = null;
  #from: ParticipantId | null = null;
  /** Puts the last page away. */
  #away: AbortController | null = null;
  #pressed: (press: Press) => void = () => undefined;

  constructor(options: CardReadingOptions) {
    this.#options = options;
  }

  /** Carries out the clerk's command. Another one that was not through is called off. */
  async run(context: CommandContext): Promise<CommandOutcome> {
    const { commandId, from, signal } = context;
    this.#end('cancelled');
    const stop = new AbortController();
    this.#stop = stop;
    this.#commandId = commandId;
    this.#from = from;
    // The session is over: nobody is told anything any more.
    signal.addEventListener('abort', () => this.close(), { once: true, signal: stop.signal });
    const laid: Laid = { down: false };
    const say: Say = (card) => context.progress({ fraction: null, pages: 0, fault: null, card });
    let fault: DeviceFault | null = null;
    try {
      const items = await this.#read(stop.signal, say, laid);
      if (!this.#options.isInCharge(from)) throw new NotRead('cancelled');
      await this.#note(commandId);
      await this.#options.tell(commandId, items, from);
    } catch (error) {
      signal.throwIfAborted();
      fault = this.#faultOf(error);
    }
    const isLast = this.#stop === stop;
    if (isLast) {
      this.#pad.clear();
      this.#stop = null;
    }
    if (fault !== null && fault !== 'card-not-recorded') {
      const outcome = fault === 'card-refused' ? 'refused' : 'not-read';
      this.#options.note(commandId, outcome).catch(this.#options.onFault);
    }
    if (isLast) void this.#remind(fault, laid.down, signal);
    return fault === null ? { ok: true, documentId: null, pages: 0 } : { ok: false, fault, documentId: null, pages: 0 };
  }

  /** The clerk takes the command back. */
  cancel(commandId: CommandId): void {
    if (this.#commandId === commandId) this.#end('cancelled');
  }

  /** The session has changed: whoever is named on the screen must be who gets it. */
  recheck(): void {
    if (this.#from !== null && !this.#options.isInCharge(this.#from)) this.#end('cancelled');
  }

  /** はい */
  agree(): void {
    this.#pressed('yes');
  }

  /** やめる, at any step. */
  refuse(): void {
    this.#end('card-refused');
  }

  press(digit: string): void {
    this.#pad.press(digit);
    this.#pressed('digit');
  }

  erase(): void {
    this.#pad.erase();
    this.#pressed('digit');
  }

  enter(): void {
    if (this.#pad.isWhole) this.#pressed('enter');
  }

  /** Puts the last page away. */
  putAway(): void {
    this.#away?.abort();
  }

  /** Forgets everything at once. */
  close(): void {
    this.#pad.clear();
    this.#end('cancelled');
    this.#away?.abort();
    this.#options.show(null);
  }

  #end(fault: DeviceFault): void {
    this.#stop?.abort(new NotRead(fault));
  }

  async #read(signal: AbortSignal, say: Say, laid: Laid): Promise<CardItems> {
    const { host, show } = this.#options;
    this.#away?.abort();
    this.#away = null;
    show({ step: 'asking' });
    say({ step: 'asking', triesLeft: null, wrongPin: false });
    await this.#until('yes', signal);
    let wrong = false;
    let why: DeviceFault = 'card-failed';
    for (let again = 0; again <= AGAIN; again += 1) {
      const found = await this.#place(again > 0, signal, say);
      if (!found.ok) {
        why = found.fault;
        continue;
      }
      laid.down = true;
      for (let { triesLeft } = found; ; wrong = true) {
        await this.#type(triesLeft, wrong, signal, say);
        show({ step: 'reading' });
        say({ step: 'reading', triesLeft, wrongPin: false });
        const call = { signal, deadlineMs: READ_MS };
        const came = await this.#pad.lend((pin) => host.call('card.read', { pin }, call));
        if (came.ok) return came.items;
        if (came.fault === 'card-missing' || came.fault === 'card-taken-away') {
          laid.down = false;
          why = 'card-taken-away';
          break;
        }
        if (came.fault !== 'card-wrong-pin') throw new NotRead(came.fault);
        triesLeft = came.triesLeft ?? 0;
        if (triesLeft <= KEPT_TRIES) throw new NotRead('card-last-try');
      }
    }
    throw new NotRead(why);
  }

  /** Waits for a card. `ok: false`: it could not be looked at where it lay. */
  async #place(
    again: boolean,
    signal: AbortSignal,
    say: Say,
  ): Promise<{ ok: true; triesLeft: number } | { ok: false; fault: 'card-failed' | 'card-taken-away' }> {
    const { host } = this.#options;
    const patienceMs = this.#options.patienceMs ?? PATIENCE_MS;
    this.#options.show({ step: 'placing', again });
    say({ step: 'placing', triesLeft: null, wrongPin: false });
    const patience = AbortSignal.timeout(patienceMs);
    const call = { signal: AbortSignal.any([signal, patience]), deadlineMs: patienceMs * 2 };
    try {
      // Where it lies now it is not read: it has to be laid down anew.
      if (again) await host.call('card.removed', {}, call);
      const found = await host.call('card.find', {}, call);
      if (found.ok) return found;
      const { ok, fault } = found;
      if (fault === 'card-failed' || fault === 'card-taken-away') return { ok, fault };
      throw new NotRead(fault === 'card-wrong-pin' ? 'card-failed' : fault);
    } catch (error) {
      throw patience.aborted && !signal.aborted ? new NotRead('card-missing') : error;
    }
  }

  /** Until four digits are pressed and confirmed. */
  async #type(triesLeft: number, wrong: boolean, signal: AbortSignal, say: Say): Promise<void> {
    this.#pad.clear();
    say({ step: 'typing', triesLeft, wrongPin: wrong });
    const draw = (): void => {
      // Whoever presses again has read that the last one was wrong.
      const view = { digits: this.#pad.count, tries: triesLeft - KEPT_TRIES, wrong: wrong && this.#pad.count === 0 };
      this.#options.show({ step: 'typing', ...view });
    };
    draw();
    await this.#until('enter', signal, draw);
  }

  /** Until this is pressed. Each press shows that somebody is there. */
  #until(wanted: Press, signal: AbortSignal, draw: () => void = () => undefined): Promise<void> {
    const patienceMs = this.#options.patienceMs ?? PATIENCE_MS;
    return new Promise<void>((resolve, reject) => {
      signal.throwIfAborted();
      const wait = () => setTimeout(() => this.#end('card-time-over'), patienceMs);
      let timer = wait();
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#pressed = () => undefined;
      };
      const onAbort = (): void => {
        done();
        reject(signal.reason instanceof Error ? signal.reason : new NotRead('cancelled'));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#pressed = (press) => {
        clearTimeout(timer);
        if (press !== wanted) {
          timer = wait();
          draw();
          return;
        }
        done();
        resolve();
      };
    });
  }

  #faultOf(error: unknown): DeviceFault {
    if (error instanceof NotRead) return error.fault;
    if (isHostGone(error)) return 'host-restarted';
    this.#options.onFault(error);
    return 'card-failed';
  }

  /** Nothing is handed over of which the log cannot tell. */
  async #note(commandId: CommandId): Promise<void> {
    try {
      await this.#options.note(commandId, 'read');
    } catch (error) {
      this.#options.onFault(error);
      throw new NotRead('card-not-recorded');
    }
  }

  /** What came of it, until the card is taken and that has been read. */
  async #remind(fault: DeviceFault | null, down: boolean, over: AbortSignal): Promise<void> {
    const { host, show, faultMs } = this.#options;
    const away = new AbortController();
    this.#away = away;
    const end = (): void => away.abort();
    over.addEventListener('abort', end, { once: true });
    const draw = (lies: boolean): void =>
      show(fault === null ? { step: 'read', lies } : { step: 'not-read', fault, lies });
    draw(down);
    try {
      if (down) await host.call('card.removed', {}, { signal: away.signal, deadlineMs: REMINDED_MS });
      if (fault !== null) {
        draw(false);
        await elapsed(faultMs ?? FAULT_MS, away.signal);
      }
    } catch (error) {
      if (!away.signal.aborted) this.#options.onFault(error);
    }
    over.removeEventListener('abort', end);
    if (this.#away !== away) return;
    this.#away = null;
    show(null);
  }
}

function elapsed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
