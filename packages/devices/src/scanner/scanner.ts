import type { DeviceStatus, ScannerFaultName } from '../fault.ts';

export type ScanSource = 'flatbed' | 'feeder';
export type ScanColour = 'colour' | 'grey';

export interface ScanRequest {
  readonly source: ScanSource;
  readonly colour: ScanColour;
  /** Dots per inch. A device that cannot scan at this resolution takes the nearest above it, else the nearest below. */
  readonly resolution: number;
}

export interface ScannerCapabilities {
  readonly sources: readonly ScanSource[];
  readonly colours: readonly ScanColour[];
  /** Dots per inch: single values, or the ends of a range. Null when the device has one fixed resolution. */
  readonly resolutions: readonly number[] | { readonly min: number; readonly max: number } | null;
  /** Largest scan area in millimetres, where the device says it. */
  readonly area: { readonly width: number; readonly height: number } | null;
}

export interface PageImage {
  readonly mime: 'image/jpeg';
  readonly data: Uint8Array<ArrayBuffer>;
  /** A small picture of it as a JPEG, 320 pixels wide, which is there first at the other end. */
  readonly small: Uint8Array<ArrayBuffer>;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export type ScanEvent =
  /** The page being read, from 0, and how much of it, 0 to 1. */
  | { readonly type: 'progress'; readonly page: number; readonly fraction: number }
  | { readonly type: 'page'; readonly page: number; readonly image: PageImage };

export interface Scanner {
  /** Asks the device what it can do. @throws DeviceError */
  capabilities(options?: { readonly signal?: AbortSignal }): Promise<ScannerCapabilities>;
  /**
   * Scans one page from the glass or all pages of the feeder. Pages come as they are read; when the device stops on a fault
   * the pages before it have been delivered.
   * @throws DeviceError `cancelled` when the signal fired; otherwise the cause at the device
   */
  scan(request: ScanRequest, options?: { readonly signal?: AbortSignal }): AsyncIterable<ScanEvent>;
  status(options?: { readonly signal?: AbortSignal }): Promise<DeviceStatus<ScannerFaultName>>;
}
