/** Causes at a scanner. The names are those of the session channel and of the message catalogue. */
export const SCANNER_FAULTS = [
  'scanner-missing',
  'scanner-busy',
  'scanner-jam',
  'scanner-no-paper',
  'scanner-cover-open',
  'scanner-failed',
] as const;
export type ScannerFaultName = (typeof SCANNER_FAULTS)[number];

/** Causes at a printer. */
export const PRINTER_FAULTS = [
  'printer-missing',
  'printer-busy',
  'printer-jam',
  'printer-no-paper',
  'printer-cover-open',
  'printer-no-ink',
  'printer-paused',
  'printer-failed',
] as const;
export type PrinterFaultName = (typeof PRINTER_FAULTS)[number];

/** The bytes handed over are not what they are said to be: nothing is wrong with the device. */
export type DocumentFaultName = 'document-unreadable';

export type FaultName = ScannerFaultName | PrinterFaultName | DocumentFaultName | 'cancelled';

/**
 * Why a device did not do what it was asked. `fault` is for people (a key of the message catalogue), `detail` for IT staff
 * (what the driver said: an exit code, a status, an attribute; never what is on the paper).
 */
export class DeviceError<Name extends FaultName = FaultName> extends Error {
  readonly fault: Name;
  readonly detail: string;

  constructor(fault: Name, detail: string, options?: ErrorOptions) {
    super(`${fault}: ${detail}`, options);
    this.name = 'DeviceError';
    this.fault = fault;
    this.detail = detail;
  }
}

/** What stands in a device's way now. `detail` as in `DeviceError`. */
export interface Fault<Name extends FaultName> {
  readonly name: Name;
  readonly detail: string;
}

/**
 * What a device is doing: `attention` waits for a person and names why, `missing` does not answer at all.
 */
export type DeviceStatus<Name extends FaultName> =
  | { readonly condition: 'ready' }
  | { readonly condition: 'busy' }
  | { readonly condition: 'attention'; readonly fault: Fault<Name> }
  | { readonly condition: 'missing'; readonly fault: Fault<Name> };

/** `instanceof` with the type argument that it would leave open. */
export function isDeviceError(error: unknown): error is DeviceError {
  return error instanceof DeviceError;
}
