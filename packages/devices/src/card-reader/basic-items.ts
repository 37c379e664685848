import { ask, BLOCKED, inHex, OK, readBinary, selectApplication, selectFile, triesIn } from './apdu.ts';
import { CardError, type BasicItems, type CardFound, type CardLine } from './card-reader.ts';
import { headAt, valuesIn } from './tlv.ts';

/** 券面事項入力補助AP of a マイナンバーカード. */
const APPLICATION = [0xd3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];
/** Its PIN of four digits, and its four basic items. The file of the 個人番号 beside them is never chosen. */
const PIN_FILE = 0x0011;
const ITEMS_FILE = 0x0002;

const ALL = 0xff20;
const NAME = 0xdf22;
const ADDRESS = 0xdf23;
const BIRTH = 0xdf24;
const SEX = 0xdf25;

/** Bytes that tell how long the file is, and how many are read at once after them. */
const HEAD_BYTES = 5;
const PART_BYTES = 0xe0;
/** More than four such items can be. */
const MOST_BYTES = 4096;

/**
 * Reads 氏名, 住所, 生年月日 and 性別 with the citizen’s PIN. The last try that a card bears is never used: a locked card is unlocked at a counter only.
 * @param pin four digits in ASCII; overwritten in the end
 * @throws CardError
 */
export async function readBasicItems(card: CardLine, pin: Uint8Array): Promise<BasicItems> {
  try {
    if (pin.byteLength !== 4 || pin.some((digit) => digit < 0x30 || digit > 0x39))
      throw new CardError('card-wrong-pin', 'not four digits');
    await lookAtCard(card);
    await verify(card, pin);
    return itemsOf(await wholeFile(card, ITEMS_FILE));
  } finally {
    pin.fill(0);
  }
}

/**
 * Makes sure without a PIN that a card is one and may be read; its PIN is chosen then.
 * @throws CardError `card-unknown`, `card-locked`, `card-last-try`
 */
export async function lookAtCard(card: CardLine): Promise<CardFound> {
  const selected = await selectApplication(card, APPLICATION);
  if (selected.status !== OK) throw new CardError('card-unknown', inHex(selected.status));
  expectOk((await selectFile(card, PIN_FILE)).status);
  const { status } = await ask(card, 0x00, 0x20, 0x00, 0x80);
  const triesLeft = triesIn(status);
  if (status === BLOCKED || triesLeft === 0) throw new CardError('card-locked', inHex(status));
  if (triesLeft === 1) throw new CardError('card-last-try', inHex(status), 1);
  if (triesLeft === null) throw new CardError('card-unknown', inHex(status));
  return { triesLeft };
}

async function verify(card: CardLine, pin: Uint8Array): Promise<void> {
  const { status } = await ask(card, 0x00, 0x20, 0x00, 0x80, pin.byteLength, ...pin);
  if (status === OK) return;
  const now = triesIn(status);
  if (status === BLOCKED || now === 0) throw new CardError('card-locked', inHex(status));
  if (now !== null) throw new CardError('card-wrong-pin', inHex(status), now);
  throw new CardError('card-failed', inHex(status));
}

async function wholeFile(card: CardLine, file: number): Promise<Uint8Array> {
  expectOk((await selectFile(card, file)).status);
  const first = await readBinary(card, 0, HEAD_BYTES);
  expectOk(first.status);
  const head = headAt(first.data, 0);
  if (head?.tag !== ALL || head.length > MOST_BYTES) throw new CardError('card-unknown', 'no basic items');
  const length = head.from + head.length;
  const whole = new Uint8Array(length);
  whole.set(first.data.subarray(0, length));
  for (let at = first.data.byteLength; at < length;) {
    const { data, status } = await readBinary(card, at, Math.min(PART_BYTES, length - at));
    expectOk(status);
    if (data.byteLength === 0 || at + data.byteLength > length) throw new CardError('card-failed', 'a part too short');
    whole.set(data, at);
    at += data.byteLength;
  }
  return whole.subarray(head.from);
}

function itemsOf(bytes: Uint8Array): BasicItems {
  const values = new Map((valuesIn(bytes) ?? []).map(({ tag, value }) => [tag, value]));
  const name = wordsOf(values.get(NAME));
  const address = wordsOf(values.get(ADDRESS));
  const birth = /^(\d{4})(\d{2})(\d{2})$/.exec(wordsOf(values.get(BIRTH)) ?? '');
  if (name === null || address === null || birth === null) throw new CardError('card-unknown', 'items are missing');
  const sex = wordsOf(values.get(SEX));
  const birthDate = birth.slice(1).join('-');
  return { name, address, birthDate, sex: sex === '1' ? '男' : sex === '2' ? '女' : null };
}

function wordsOf(value: Uint8Array | undefined): string | null {
  if (value === undefined) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return null;
  }
}

function expectOk(status: number): void {
  if (status !== OK) throw new CardError('card-failed', inHex(status));
}
