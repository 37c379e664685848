/**
 * One unbroken line between a user interface and its host. What goes in is plain data (objects, arrays, strings, numbers,
 * booleans, null, `Uint8Array`) and comes out equal at the other end, in order. A line that broke stays broken: a
 * {@link CarrierSource} brings a fresh one.
 */
export interface Carrier {
  send(message: unknown): void;
  /** Starts delivery. Called once; messages that came before wait for it. `onClose` comes once, also after `close()`. */
  start(receiver: CarrierReceiver): void;
  close(): void;
}

export interface CarrierReceiver {
  onMessage(message: unknown): void;
  onClose(): void;
}

/**
 * Brings one carrier after another to `onCarrier`, the next one at any time after (or instead of) the one before.
 * Returns how to stop.
 */
export type CarrierSource = (onCarrier: (carrier: Carrier) => void) => () => void;
