import type { BasicItems, CardLine } from '../card-reader/card-reader.ts';

export interface VirtualCardSetting {
  readonly items: BasicItems;
  readonly pin: string;
  readonly tries?: number;
}

/** A マイナンバーカード without plastic: answers the commands of its 券面事項入力補助AP as one does. Everything on it is invented. */
export class VirtualCard implements CardLine {
  /** Files that were chosen, in order. */
  readonly chosen: number[] = [];
  triesLeft: number;
  readonly #setting: VirtualCardSetting;
  readonly #items: Uint8Array;
  #application = false;
  #file = 0;
  #open = false;

  constructor(setting: VirtualCardSetting) {
    this.#setting = setting;
    this.triesLeft = setting.tries ?? 3;
    this.#items = encoded(setting.items);
  }

  transmit(command: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    return Promise.resolve(this.#answer(command));
  }

  #answer(command: Uint8Array): Uint8Array<ArrayBuffer> {
    const [, instruction = 0, p1 = 0, p2 = 0, length = 0] = command;
    const data = command.subarray(5);
    switch (instruction) {
      case 0xa4:
        return p1 === 0x04 ? this.#select(hex(data)) : this.#selectFile(data);
      case 0x20:
        return this.#verify(command.byteLength > 4 ? new TextDecoder().decode(data) : null);
      case 0xb0:
        return this.#read(p1 * 256 + p2, length === 0 ? 256 : length);
      default:
        return status(0x6d00);
    }
  }

  #select(name: string): Uint8Array<ArrayBuffer> {
    this.#application = name === 'd3921000310001010408';
    this.#open = false;
    return status(this.#application ? 0x9000 : 0x6a82);
  }

  #selectFile(data: Uint8Array): Uint8Array<ArrayBuffer> {
    const file = (data[0] ?? 0) * 256 + (data[1] ?? 0);
    if (!this.#application || ![0x0001, 0x0002, 0x0011].includes(file)) return status(0x6a82);
    this.#file = file;
    this.chosen.push(file);
    return status(0x9000);
  }

  #verify(pin: string | null): Uint8Array<ArrayBuffer> {
    if (this.#file !== 0x0011) return status(0x6a88);
    if (pin !== null && this.triesLeft > 0) {
      this.#open = pin === this.#setting.pin;
      this.triesLeft = this.#open ? 3 : this.triesLeft - 1;
      if (this.#open) return status(0x9000);
    }
    return status(pin !== null && this.triesLeft === 0 ? 0x6983 : 0x63c0 + this.triesLeft);
  }

  #read(offset: number, length: number): Uint8Array<ArrayBuffer> {
    if (this.#file !== 0x0002 || !this.#open) return status(0x6982);
    // The file is larger than what is written in it.
    const file = new Uint8Array(1024);
    file.set(this.#items);
    const part = file.subarray(offset, offset + length);
    return part.byteLength === 0 ? status(0x6b00) : Uint8Array.of(...part, 0x90, 0x00);
  }
}

function encoded({ name, address, birthDate, sex }: BasicItems): Uint8Array {
  const text = new TextEncoder();
  const values: readonly (readonly [number, Uint8Array])[] = [
    [0xdf21, Uint8Array.of(0, 0, 0, 0)],
    [0xdf22, text.encode(name)],
    [0xdf23, text.encode(address)],
    [0xdf24, text.encode(birthDate.replaceAll('-', ''))],
    [0xdf25, text.encode(sex === '男' ? '1' : sex === '女' ? '2' : '9')],
  ];
  return tagged(0xff20, Uint8Array.from(values.flatMap(([tag, value]) => [...tagged(tag, value)])));
}

function tagged(tag: number, value: Uint8Array): Uint8Array {
  const { byteLength } = value;
  const length =
    byteLength < 0x80
      ? [byteLength]
      : byteLength < 0x100
        ? [0x81, byteLength]
        : [0x82, byteLength >> 8, byteLength & 0xff];
  return Uint8Array.of(tag >> 8, tag & 0xff, ...length, ...value);
}

function status(word: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(word >> 8, word & 0xff);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
