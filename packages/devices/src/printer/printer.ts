import type { DeviceStatus, Fault, PrinterFaultName } from '../fault.ts';

export interface PrintOptions {
  readonly copies: number;
  /** Shown on the printer's panel and kept in its log: never a person's name or a document's title. */
  readonly jobName: string;
  readonly signal?: AbortSignal;
  /** The printer has given the job a number, and no byte of the document yet: whoever dies now can have it cleared away later. */
  readonly onAccepted?: (printerJob: number) => void;
}

/** Where a print job stands. `pages` counts sides of paper that came out, where the printer tells. */
export type PrintEvent =
  | { readonly state: 'pending' }
  | { readonly state: 'printing'; readonly pages: number }
  /** Somebody must mend something; the job goes on by itself afterwards. */
  | { readonly state: 'waiting'; readonly fault: Fault<PrinterFaultName>; readonly pages: number }
  /** Always the last one. `pages` is null when the printer does not count. */
  | { readonly state: 'completed'; readonly pages: number | null };

export interface Printer {
  status(options?: { readonly signal?: AbortSignal }): Promise<DeviceStatus<PrinterFaultName>>;
  /**
   * Prints a PDF on A4, one side, in colour where the printer can. Ends with `completed`; a job that ends otherwise throws.
   * Leaving the iteration early cancels the job.
   * @throws DeviceError `cancelled` when the signal fired or somebody cancelled at the printer's panel, `document-unreadable`
   * when it is no PDF, otherwise the cause at the printer
   */
  print(pdf: Uint8Array, options: PrintOptions): AsyncIterable<PrintEvent>;
  /**
   * Ends a job of a former run, if it still stands, and has deleted what the printer keeps of it.
   * @returns false when the printer could not be asked: try again later
   */
  clear(printerJob: number): Promise<boolean>;
}
