/** A headset by what it says it is. */
export interface Headset {
  /** The product's own name; may be empty. */
  readonly name: string;
}

/** The system's list of input devices cannot be read here: no native part for this platform, or no udev. */
export class HeadsetSearchError extends Error {
  constructor(options: ErrorOptions) {
    super('the human interface devices of this machine cannot be listed', options);
    this.name = 'HeadsetSearchError';
  }
}

/** HID Usage Tables 1.5, section 14: page "Telephony Device", usage "Headset". */
const TELEPHONY_PAGE = 0x0b;
const HEADSET_USAGE = 0x05;

/** Part of what `node-hid` lists for each top-level collection of a device. */
interface HidCollection {
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
  readonly product?: string | undefined;
}

/**
 * The first headset among HID devices, or null. A headset is one that has a call control of its own (hook, mute), which is what sets it
 * apart from a loudspeaker with volume keys.
 */
export function headsetAmong(collections: readonly HidCollection[]): Headset | null {
  const found = collections.find(({ usagePage, usage }) => usagePage === TELEPHONY_PAGE && usage === HEADSET_USAGE);
  return found === undefined ? null : { name: found.product?.trim() ?? '' };
}

/** Looks for a headset at this machine. Reads the system's list only; no device is opened. Throws `HeadsetSearchError`. */
export async function findHeadset(): Promise<Headset | null> {
  try {
    // Loaded only here: without its native part for this platform, or libudev, the package throws.
    const { devicesAsync } = await import('node-hid');
    return headsetAmong(await devicesAsync());
  } catch (cause) {
    throw new HeadsetSearchError({ cause });
  }
}
