import { setTimeout as delay } from 'node:timers/promises';

/**
 * What tells of USB devices that come and go: the shape of `Emitter` of the package `usb`. Attach brings the device, detach its
 * handle; neither is looked at here, so neither is opened. There is room for one listener of each kind.
 */
export interface UsbEmitter {
  readonly addAttach: (listener: (device: unknown) => void) => Promise<void>;
  readonly addDetach: (listener: (handle: string) => void) => Promise<void>;
  readonly removeAttach: () => Promise<void>;
  readonly removeDetach: () => Promise<void>;
}

export interface UsbWatchOptions {
  /** Something was plugged in or pulled out, and it has been quiet since. */
  readonly onChange: () => void;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Milliseconds of quiet before `onChange`. */
  readonly settleMs?: number;
  /** Where the events come from; the machine's own USB when absent. */
  readonly open?: () => Promise<UsbEmitter>;
}

/**
 * Whether events will come. `unavailable`: this machine tells nothing about its USB (no such system, a container, no native
 * part for this platform), so devices have to be looked at from time to time instead. `cause` is for the log.
 */
export type UsbWatch = { readonly state: 'watching' } | { readonly state: 'unavailable'; readonly cause: Error };

/** One cable brings several devices (a hub, a composite device), and the system needs a moment to make each of them usable. */
const SETTLE_MS = 700;

/** Tells when something was plugged into USB or pulled out. Never throws: what cannot be watched is `unavailable`. */
export async function watchUsb(options: UsbWatchOptions): Promise<UsbWatch> {
  const { signal, settleMs = SETTLE_MS } = options;
  let latest = 0;
  const changed = (): void => {
    const mine = ++latest;
    delay(settleMs, undefined, { signal, ref: false }).then(
      () => {
        if (mine === latest) options.onChange();
      },
      // Only the end of the watch breaks the wait.
      () => undefined,
    );
  };
  try {
    const emitter = await (options.open ?? openUsb)();
    // Both are taken off even when only one was put on. After the end `changed` tells nobody anything, so nobody needs to wait for this.
    const stop = (): void => void Promise.allSettled([emitter.removeAttach(), emitter.removeDetach()]);
    try {
      await emitter.addAttach(changed);
      await emitter.addDetach(changed);
    } catch (error) {
      stop();
      throw error;
    }
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return { state: 'watching' };
  } catch (error) {
    return { state: 'unavailable', cause: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Loaded only here: without its native part for this platform the package throws as it is imported. */
async function openUsb(): Promise<UsbEmitter> {
  const { Emitter } = await import('usb/index.js');
  return new Emitter();
}
