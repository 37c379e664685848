import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type UsbEmitter, watchUsb } from './usb-hot-plug.ts';

const SETTLE_MS = 60;
const quiet = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Events of the shape that `usb` gives, without a cable. */
class Cable {
  attach: ((device: unknown) => void) | undefined;
  detach: ((handle: string) => void) | undefined;
  readonly emitter: UsbEmitter = {
    addAttach: (listener) => Promise.resolve(void (this.attach = listener)),
    addDetach: (listener) => Promise.resolve(void (this.detach = listener)),
    removeAttach: () => Promise.resolve(void (this.attach = undefined)),
    removeDetach: () => Promise.resolve(void (this.detach = undefined)),
  };
}

async function watched(cable: Cable) {
  const end = new AbortController();
  let changes = 0;
  const watch = await watchUsb({
    onChange: () => (changes += 1),
    signal: end.signal,
    settleMs: SETTLE_MS,
    open: () => Promise.resolve(cable.emitter),
  });
  return { watch, end, changes: () => changes };
}

/** The machine's own USB in a process of its own: a crash of the native part would show as its end. */
async function realWatch(environment: Readonly<Record<string, string>>): Promise<string> {
  const module = new URL('usb-hot-plug.ts', import.meta.url).href;
  const script = `
    const { watchUsb } = await import(${JSON.stringify(module)});
    const end = new AbortController();
    const watch = await watchUsb({ onChange: () => {}, signal: end.signal });
    console.log(watch.state, watch.cause instanceof Error);
    end.abort();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...environment },
    timeout: 20_000,
  });
  return stdout.trim();
}

describe('the watch over USB', () => {
  it('tells of a headset once, however many devices it brings', async () => {
    const cable = new Cable();
    const { watch, end, changes } = await watched(cable);
    expect(watch).toEqual({ state: 'watching' });
    cable.attach?.({ vendorId: 0x1209 });
    cable.attach?.({ vendorId: 0x1209 });
    await quiet(SETTLE_MS / 3);
    cable.detach?.('1-2');
    cable.attach?.({ vendorId: 0x1209 });
    expect(changes()).toBe(0);
    await quiet(SETTLE_MS * 3);
    expect(changes()).toBe(1);
    cable.detach?.('1-2');
    await quiet(SETTLE_MS * 3);
    expect(changes()).toBe(2);
    end.abort();
  });

  it('tells nothing after its end, and lets go of USB', async () => {
    const cable = new Cable();
    const { end, changes } = await watched(cable);
    cable.attach?.({});
    end.abort();
    await quiet(SETTLE_MS * 3);
    expect(changes()).toBe(0);
    expect([cable.attach, cable.detach]).toEqual([undefined, undefined]);
  });

  it('is unavailable, and half of it is taken down, when USB tells nothing', async () => {
    const cable = new Cable();
    const refusal = new Error('no netlink here');
    const open = () => Promise.resolve({ ...cable.emitter, addDetach: () => Promise.reject(refusal) });
    const watch = await watchUsb({ onChange: () => undefined, signal: new AbortController().signal, open });
    expect(watch).toEqual({ state: 'unavailable', cause: refusal });
    expect(cable.attach).toBeUndefined();
  });

  it('starts and ends at this machine, with events or without', async () => {
    expect(['watching false', 'unavailable true']).toContain(await realWatch({}));
  });
});
