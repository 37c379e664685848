import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { messagePortCarrier, RpcClient, type CallRequest, type CallResponse } from '@mado/rpc';
import { HostService } from '@mado/rpc/node';
import { CommandId, ParticipantId, type CardItems, type CommandContext, type CommandProgress } from '@mado/signaling';
import { kioskContract, type KioskContract } from '../../contract/index.ts';
import type { CardView } from '../state/card.ts';
import { CardReading } from './card-reading.ts';
import { PinPad } from './pin-pad.ts';

const commandId = CommandId.parse('6f1a2b3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c');
const clerk = ParticipantId.parse('clerk');
const items: CardItems = { name: '窓野　花子', address: '窓野市中央通三丁目', birthDate: '1944-05-12', sex: '女' };
type Found = CallResponse<KioskContract, 'card.find'>;
type Came = CallResponse<KioskContract, 'card.read'>;
const lies: Found = { ok: true, triesLeft: 3 };
const not = (fault: Extract<Came, { ok: false }>['fault'], triesLeft: number | null = null) =>
  ({ ok: false, fault, triesLeft }) as const;

/** A booth whose host answers over a real port as it is told to. */
class Booth {
  /** What the host finds, and what comes of each PIN; nothing left: it waits. */
  finds: Found[] = [lies];
  reads: Came[] = [{ ok: true, items }];
  readonly pins: string[] = [];
  removals = 0;
  readonly views: (CardView | null)[] = [];
  readonly progress: CommandProgress[] = [];
  readonly noted: string[] = [];
  readonly told: unknown[] = [];
  readonly faults: unknown[] = [];
  noting: () => Promise<void> = () => Promise.resolve();
  inCharge = true;
  readonly session = new AbortController();
  readonly #channel = new MessageChannel();
  readonly #taken: (() => void)[] = [];
  readonly reading: CardReading;

  constructor(patienceMs = 5_000) {
    const forever = ({ signal }: { signal: AbortSignal }) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    const service = new HostService(kioskContract);
    service.attach(messagePortCarrier(this.#channel.port1));
    service.open({
      'card.find': (_request, context) => this.finds.shift() ?? forever(context),
      'card.read': ({ pin }: CallRequest<KioskContract, 'card.read'>, context) => {
        this.pins.push(new TextDecoder().decode(pin));
        return this.reads.shift() ?? forever(context);
      },
      'card.removed': () => {
        this.removals += 1;
        return new Promise((resolve) => this.#taken.push(() => resolve({})));
      },
    });
    const host = new RpcClient(kioskContract, (onCarrier) => {
      onCarrier(messagePortCarrier(this.#channel.port2));
      return () => undefined;
    });
    this.reading = new CardReading({
      host,
      show: (view) => this.views.push(view),
      note: async (id, outcome) => {
        this.noted.push(`${id === commandId} ${outcome}`);
        await this.noting();
      },
      tell: (id, given, to) => Promise.resolve(void this.told.push({ own: id === commandId, given, to })),
      isInCharge: () => this.inCharge,
      onFault: (error) => void this.faults.push(error),
      patienceMs,
      faultMs: 30,
    });
    this.close = () => {
      this.reading.close();
      host.close();
      this.#channel.port1.close();
    };
  }

  readonly close: () => void;

  run() {
    const context: CommandContext = {
      commandId,
      from: clerk,
      resumed: false,
      signal: this.session.signal,
      progress: (progress) => this.progress.push(progress),
    };
    return this.reading.run(context);
  }

  async takeCard(): Promise<void> {
    while (this.#taken.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const taken of this.#taken.splice(0)) taken();
  }

  async until(step: CardView['step'] | null, wrong = false): Promise<CardView | null> {
    for (let tries = 0; tries < 500; tries += 1) {
      const last = this.views.at(-1) ?? null;
      const asWanted = !wrong || (last?.step === 'typing' && last.wrong);
      if ((last?.step ?? null) === step && this.views.length > 0 && asWanted) return last;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`at ${JSON.stringify(this.views.at(-1))}, not ${step ?? 'none'}`);
  }

  async pin(digits: string): Promise<void> {
    await this.until('typing');
    for (const digit of digits) this.reading.press(digit);
    this.reading.enter();
  }
}

let booth: Booth;
afterEach(() => booth.close());

describe('a card at the booth', () => {
  it('is read when the citizen says yes, and goes to that clerk after the log has it', async () => {
    booth = new Booth();
    const outcome = booth.run();
    booth.reading.agree();
    await booth.pin('0412');
    expect(await outcome).toEqual({ ok: true, documentId: null, pages: 0 });
    expect(booth.pins).toEqual(['0412']);
    expect(booth.noted).toEqual(['true read']);
    expect(booth.told).toEqual([{ own: true, given: items, to: clerk }]);
    expect(booth.progress.map(({ card }) => card?.step)).toEqual(['asking', 'placing', 'typing', 'reading']);
    // Neither the clerk nor the screen's state is told a digit; the screen knows how many there are.
    expect(JSON.stringify([booth.progress, booth.views])).not.toMatch(/0412|"4"|digits":"|花子/);
    // The card is reminded of until it is taken.
    expect(await booth.until('read')).toEqual({ step: 'read', lies: true });
    await booth.takeCard();
    expect(await booth.until(null)).toBeNull();
  });

  it('is not touched when the citizen does not want it, and the clerk hears that', async () => {
    booth = new Booth();
    const outcome = booth.run();
    await booth.until('asking');
    booth.reading.refuse();
    expect(await outcome).toMatchObject({ ok: false, fault: 'card-refused' });
    expect(booth.noted).toEqual(['true refused']);
    expect([booth.finds.length, booth.pins, booth.told, booth.removals]).toEqual([1, [], [], 0]);
    expect(await booth.until('not-read')).toEqual({ step: 'not-read', fault: 'card-refused', lies: false });
    expect(await booth.until(null)).toBeNull();
  });

  it('has a wrong PIN tried again, and not the last time that it bears', async () => {
    booth = new Booth();
    booth.reads = [not('card-wrong-pin', 2), not('card-wrong-pin', 1)];
    const outcome = booth.run();
    booth.reading.agree();
    expect(await booth.until('typing')).toMatchObject({ digits: 0, tries: 2, wrong: false });
    await booth.pin('9999');
    expect(await booth.until('typing', true)).toMatchObject({ digits: 0, tries: 1, wrong: true });
    await booth.pin('9998');
    expect(await outcome).toMatchObject({ ok: false, fault: 'card-last-try' });
    expect(booth.progress.at(-2)?.card).toEqual({ step: 'typing', triesLeft: 2, wrongPin: true });
    expect(booth.noted).toEqual(['true not-read']);
    expect(await booth.until('not-read')).toMatchObject({ lies: true });
  });

  it('is asked for again when it went too soon, with its PIN', async () => {
    booth = new Booth();
    booth.finds = [lies, lies];
    booth.reads = [not('card-taken-away'), { ok: true, items }];
    const outcome = booth.run();
    booth.reading.agree();
    await booth.pin('0412');
    expect(await booth.until('placing')).toEqual({ step: 'placing', again: true });
    await booth.takeCard();
    await booth.pin('0412');
    expect(await outcome).toMatchObject({ ok: true });
  });

  it('ends with its cause when it is none, or when nobody lays it down or answers', async () => {
    booth = new Booth();
    booth.finds = [not('card-unknown')];
    const other = booth.run();
    booth.reading.agree();
    expect(await other).toMatchObject({ fault: 'card-unknown' });
    booth.close();

    booth = new Booth(30);
    booth.finds = [];
    const none = booth.run();
    booth.reading.agree();
    expect(await none).toMatchObject({ fault: 'card-missing' });
    booth.close();

    booth = new Booth(30);
    expect(await booth.run()).toMatchObject({ fault: 'card-time-over' });
    expect(booth.faults).toEqual([]);
  });

  it('is handed to nobody when the log has no line of it, or when another clerk is in charge by then', async () => {
    booth = new Booth();
    booth.noting = () => Promise.reject(new Error('the log is full'));
    const outcome = booth.run();
    booth.reading.agree();
    await booth.pin('0412');
    expect(await outcome).toMatchObject({ ok: false, fault: 'card-not-recorded' });
    expect(booth.told).toEqual([]);
    booth.close();

    booth = new Booth();
    booth.inCharge = false;
    const late = booth.run();
    booth.reading.agree();
    await booth.pin('0412');
    expect(await late).toMatchObject({ ok: false, fault: 'cancelled' });
    expect(booth.told).toEqual([]);
  });

  it('is called off at once when the session passes to another clerk', async () => {
    booth = new Booth();
    const outcome = booth.run();
    await booth.until('asking');
    booth.reading.recheck();
    booth.inCharge = false;
    expect(booth.views.at(-1)).toEqual({ step: 'asking' });
    booth.reading.recheck();
    expect(await outcome).toMatchObject({ fault: 'cancelled' });
  });

  it('is called off by the clerk, by another command, and by the end of the session', async () => {
    booth = new Booth();
    const first = booth.run();
    await booth.until('asking');
    booth.reading.cancel(commandId);
    expect(await first).toMatchObject({ fault: 'cancelled' });
    const second = booth.run();
    const third = booth.run();
    expect(await second).toMatchObject({ fault: 'cancelled' });
    expect(booth.views.at(-1)).toEqual({ step: 'asking' });
    booth.session.abort(new Error('the session ended'));
    await expect(third).rejects.toThrow('the session ended');
    expect(booth.views.at(-1)).toBeNull();
  });
});

describe('the pad of a PIN', () => {
  it('takes four digits and nothing else, and overwrites them when they were lent', async () => {
    const pad = new PinPad();
    for (const key of ['0', 'x', '12', '4', '1', '9']) pad.press(key);
    pad.erase();
    pad.press('2');
    pad.press('7');
    expect(pad.isWhole).toBe(true);
    let lent = new Uint8Array();
    await pad.lend((pin) => {
      lent = pin;
      expect(new TextDecoder().decode(pin)).toBe('0412');
      return Promise.resolve();
    });
    expect([...lent, pad.count]).toEqual([0, 0, 0, 0, 0]);
  });
});
