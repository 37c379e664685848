import type { DevicesView, UploadFault, UploadOutcome } from '@mado/signaling/wire';

/** What the server takes at once, in characters. */
export const MOST_TEXT = 240_000;

/** What became of an uploaded text. */
export interface Taken {
  readonly certificates: UploadOutcome['certificates'];
  /** Number of the list of revocations that came into force with it; null: none did. */
  readonly newList: number | null;
  readonly faults: readonly (UploadFault | 'too-large')[];
  /** All that was wrong is that the list was there already. */
  readonly kept: boolean;
}

/** Reads the server's answer against what was in force before. */
export function takenOf(outcome: UploadOutcome, before: Pick<DevicesView, 'revocationNumber'>): Taken {
  const { certificates, revocationNumber } = outcome;
  const kept = outcome.faults.length > 0 && outcome.faults.every((fault) => fault === 'older');
  return {
    certificates,
    newList: revocationNumber === before.revocationNumber ? null : revocationNumber,
    faults: outcome.faults,
    kept,
  };
}

/** A text that is not even sent. */
export const TOO_LARGE: Taken = { certificates: [], newList: null, faults: ['too-large'], kept: false };

/** Name of the file that carries a request to the authority's machine: the device's name in letters that every system takes. */
export function requestFile(deviceId: string): string {
  return `request-${deviceId.replace(/[^A-Za-z0-9._-]/g, '_')}.txt`;
}

/** Saves a text as a file, wherever the person wants it. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
