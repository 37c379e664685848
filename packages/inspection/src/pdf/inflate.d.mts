/** Unpacks a zlib stream (RFC 1950) piece by piece. */
export declare class Inflate {
  constructor(options: { readonly chunkSize: number });
  /** Called with each unpacked piece; what it throws ends `push`. */
  onData: (chunk: Uint8Array<ArrayBuffer>) => void;
  onEnd: (status: number) => void;
  push(data: Uint8Array, mode: number): boolean;
}
export declare const SYNC_FLUSH: number;
