import { CardError, type CardLine } from './card-reader.ts';

/** What a card answers: data and status word (ISO/IEC 7816-4, 5.6). */
export interface CardAnswer {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly status: number;
}

export const OK = 0x9000;
/** Authentication method blocked. */
export const BLOCKED = 0x6983;

/** @throws CardError `card-failed` when there is no status word */
export async function ask(card: CardLine, ...command: readonly number[]): Promise<CardAnswer> {
  const sent = new Uint8Array(command);
  // A command may carry a PIN.
  const answer = await card.transmit(sent).finally(() => sent.fill(0));
  if (answer.byteLength < 2) throw new CardError('card-failed', 'an answer without a status word');
  const [high = 0, low = 0] = answer.subarray(-2);
  return { data: answer.slice(0, -2), status: high * 256 + low };
}

/** SELECT by the name of an application, without its answer. */
export function selectApplication(card: CardLine, name: readonly number[]): Promise<CardAnswer> {
  return ask(card, 0x00, 0xa4, 0x04, 0x0c, name.length, ...name);
}

/** SELECT an elementary file of the application, without its answer. */
export function selectFile(card: CardLine, file: number): Promise<CardAnswer> {
  return ask(card, 0x00, 0xa4, 0x02, 0x0c, 0x02, file >> 8, file & 0xff);
}

/** READ BINARY of at most 256 bytes from a place of the chosen file. */
export function readBinary(card: CardLine, offset: number, length: number): Promise<CardAnswer> {
  return ask(card, 0x00, 0xb0, offset >> 8, offset & 0xff, length & 0xff);
}

/** How many wrong PINs a status word leaves (63 Cx), or null when it says nothing of it. */
export function triesIn(status: number): number | null {
  return status >> 4 === 0x63c ? status & 0x0f : null;
}

/** A status word for IT staff. */
export function inHex(status: number): string {
  return status.toString(16).padStart(4, '0');
}
