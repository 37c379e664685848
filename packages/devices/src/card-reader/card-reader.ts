/** Causes at a card reader. */
export const CARD_FAULTS = [
  'reader-missing',
  'card-missing',
  /** Another kind of card, or one that answers what no such card answers. */
  'card-unknown',
  'card-wrong-pin',
  /** One more wrong PIN would lock the card for good: it is not tried here. */
  'card-last-try',
  'card-locked',
  'card-taken-away',
  'card-failed',
] as const;
export type CardFaultName = (typeof CARD_FAULTS)[number];

/** Why a card was not read. `detail` is for IT staff: a status word, never what is on the card or what was typed. */
export class CardError extends Error {
  override readonly name = 'CardError';
  readonly fault: CardFaultName;
  readonly detail: string;
  /** For `card-wrong-pin`: how many wrong PINs the card still bears. */
  readonly triesLeft: number | null;

  constructor(fault: CardFaultName, detail: string, triesLeft: number | null = null) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
    this.detail = detail;
    this.triesLeft = triesLeft;
  }
}

/** 基本4情報 as the card has them. */
export interface BasicItems {
  readonly name: string;
  readonly address: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  /** 男, 女, or null where the card says neither. */
  readonly sex: '男' | '女' | null;
}

/** A card in a reader, for the time of one exchange. */
export interface CardLine {
  /** Sends a command (ISO/IEC 7816-4 APDU) and gives the answer with its status word. Rejects with a `CardError`. */
  transmit(command: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** A card that was laid down, before anything is asked of its holder. */
export interface CardFound {
  /** Wrong PINs that it still bears, at least two: with one left it is not tried here. */
  readonly triesLeft: number;
}

interface Stoppable {
  readonly signal?: AbortSignal;
}

/** A reader of マイナンバーカード at the booth. Each of its methods rejects with a `CardError`. */
export interface CardReader {
  /** Whether a reader is connected now. Looks at no card. */
  isConnected(options?: Stoppable): Promise<boolean>;
  /**
   * Waits until a card lies on the reader, and makes sure that it can be read: it is a マイナンバーカード and not locked. After an abort it
   * rejects with `card-missing`.
   */
  awaitCard(options?: Stoppable): Promise<CardFound>;
  /**
   * Reads the four basic items of the card that lies on the reader.
   * @param pin four digits in ASCII; overwritten when this is through, whatever comes of it
   */
  readBasicItems(pin: Uint8Array, options?: Stoppable): Promise<BasicItems>;
  /** Resolves when no card lies on the reader any more, also when the reader itself went or `signal` aborts. */
  awaitRemoval(options?: Stoppable): Promise<void>;
}
