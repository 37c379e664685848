import { CARD_PIN_DIGITS } from '../../contract/index.ts';

/** The four digits of a card's PIN while they are pressed: bytes that are overwritten, and never a text that stays in memory as it is. */
export class PinPad {
  readonly #pin = new Uint8Array(CARD_PIN_DIGITS);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get isWhole(): boolean {
    return this.#count === CARD_PIN_DIGITS;
  }

  /** @param digit `0` to `9`; anything else, and a fifth one, is nothing */
  press(digit: string): void {
    if (this.isWhole || !/^\d$/.test(digit)) return;
    this.#pin[this.#count] = digit.charCodeAt(0);
    this.#count += 1;
  }

  erase(): void {
    if (this.#count === 0) return;
    this.#count -= 1;
    this.#pin[this.#count] = 0;
  }

  clear(): void {
    this.#pin.fill(0);
    this.#count = 0;
  }

  /** Lends the digits to somebody for the time of a call, and overwrites them after it. */
  async lend<T>(work: (pin: Uint8Array<ArrayBuffer>) => Promise<T>): Promise<T> {
    try {
      return await work(this.#pin);
    } finally {
      this.clear();
    }
  }
}
