import type {
  CardReader,
  DeviceStatus,
  Headset,
  Printer,
  PrinterFaultName,
  Scanner,
  ScannerFaultName,
} from '@mado/devices';
import { setTimeout as delay } from 'node:timers/promises';
import type { CardReaderView, DeviceView, DevicesView } from '../contract/index.ts';

export interface DeviceWatchOptions {
  /** Null: this booth has none. */
  readonly scanner: { readonly device: Scanner; readonly name: string } | null;
  readonly printer: { readonly device: Printer; readonly name: string } | null;
  readonly cardReader: { readonly device: Pick<CardReader, 'isConnected'>; readonly name: string } | null;
  readonly findHeadset: () => Promise<Headset | null>;
  readonly onChange: (devices: DevicesView) => void;
  /** Looking at a device failed in a way that is no state of a device. */
  readonly onFailure: (error: unknown) => void;
  readonly scannerEveryMs?: number;
  readonly printerEveryMs?: number;
  readonly headsetEveryMs?: number;
  readonly cardReaderEveryMs?: number;
}

/** A look opens the scanner, which on some models moves or wakes it: seldom. */
const SCANNER_EVERY_MS = 60_000;
/** A printer answers from its network card. */
const PRINTER_EVERY_MS = 5_000;
/** Reads the system's own list. */
const HEADSET_EVERY_MS = 5_000;
/** Asks the system's card service. */
const CARD_READER_EVERY_MS = 10_000;
/** Of a product's name as the contract carries it. */
const NAME_LENGTH = 100;

/** A device's state as the contract says it. */
export function deviceView(name: string, status: DeviceStatus<ScannerFaultName | PrinterFaultName>): DeviceView {
  return { condition: status.condition, name, fault: 'fault' in status ? status.fault.name : null };
}

function cardReaderView(name: string, connected: boolean): CardReaderView {
  return connected
    ? { condition: 'ready', name, fault: null }
    : { condition: 'missing', name, fault: 'reader-missing' };
}

/** Looks at scanner, printer, card reader and headset now and then and tells when something changed. */
export class DeviceWatch {
  readonly #options: DeviceWatchOptions;
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[] = [];
  #devices: DevicesView;
  #first: Promise<unknown> = Promise.resolve();
  /** A list that cannot be read stays so as a rule: told once, not every few seconds. */
  #headsetListRead = true;

  constructor(options: DeviceWatchOptions) {
    this.#options = options;
    this.#devices = {
      scanner: { condition: 'missing', name: options.scanner?.name ?? '', fault: 'scanner-missing' },
      printer: { condition: 'missing', name: options.printer?.name ?? '', fault: 'printer-missing' },
      cardReader: options.cardReader && cardReaderView(options.cardReader.name, false),
      headset: { connected: false, name: '' },
    };
  }

  start(): void {
    this.#first = this.refresh();
    this.#loops.push(
      this.#loop(this.#options.scannerEveryMs ?? SCANNER_EVERY_MS, () => this.#look('scanner')),
      this.#loop(this.#options.printerEveryMs ?? PRINTER_EVERY_MS, () => this.#look('printer')),
      this.#loop(this.#options.headsetEveryMs ?? HEADSET_EVERY_MS, () => this.#lookForHeadset()),
      this.#loop(this.#options.cardReaderEveryMs ?? CARD_READER_EVERY_MS, () => this.#lookForReader()),
    );
  }

  /** The devices as last seen, after the first look. */
  async seen(): Promise<DevicesView> {
    await this.#first;
    return this.#devices;
  }

  /** Looks at all of them now. */
  async refresh(): Promise<void> {
    const looks = [this.#look('scanner'), this.#look('printer'), this.#lookForReader(), this.#lookForHeadset()];
    await Promise.all(looks);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#loops);
  }

  async #loop(everyMs: number, look: () => Promise<void>): Promise<void> {
    await this.#first;
    try {
      for (;;) {
        await delay(everyMs, undefined, { signal: this.#stop.signal, ref: false });
        await look();
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#options.onFailure(error);
    }
  }

  async #look(which: 'scanner' | 'printer'): Promise<void> {
    const watched = this.#options[which];
    if (watched === null) return;
    try {
      const view = deviceView(watched.name, await watched.device.status({ signal: this.#stop.signal }));
      const before = this.#devices[which];
      if (view.condition === before.condition && view.fault === before.fault) return;
      this.#devices = { ...this.#devices, [which]: view };
      this.#options.onChange(this.#devices);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#options.onFailure(error);
    }
  }

  async #lookForReader(): Promise<void> {
    const watched = this.#options.cardReader;
    if (watched === null) return;
    try {
      const view = cardReaderView(watched.name, await watched.device.isConnected({ signal: this.#stop.signal }));
      if (this.#stop.signal.aborted || view.condition === this.#devices.cardReader?.condition) return;
      this.#devices = { ...this.#devices, cardReader: view };
      this.#options.onChange(this.#devices);
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#options.onFailure(error);
    }
  }

  async #lookForHeadset(): Promise<void> {
    try {
      const found = await this.#options.findHeadset();
      this.#headsetListRead = true;
      const headset = { connected: found !== null, name: found?.name.slice(0, NAME_LENGTH) ?? '' };
      const before = this.#devices.headset;
      if (this.#stop.signal.aborted) return;
      if (headset.connected === before.connected && headset.name === before.name) return;
      this.#devices = { ...this.#devices, headset };
      this.#options.onChange(this.#devices);
    } catch (error) {
      if (this.#headsetListRead && !this.#stop.signal.aborted) this.#options.onFailure(error);
      this.#headsetListRead = false;
    }
  }
}
