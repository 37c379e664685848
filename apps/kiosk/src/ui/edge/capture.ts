import type { CaptureFault } from '../state/kiosk-state.ts';

export type CaptureResult =
  | { readonly ok: true; readonly stream: MediaStream; readonly camera: boolean }
  | { readonly ok: false; readonly fault: CaptureFault };

const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const VIDEO: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/** What a refusal of `getUserMedia` means to somebody at the booth; null when it is none of the causes the API names. */
export function captureFault(errorName: string, wanted: 'camera' | 'microphone'): CaptureFault | null {
  switch (errorName) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return wanted === 'camera' ? 'camera-missing' : 'microphone-missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    default:
      return null;
  }
}

/**
 * Opens camera and microphone. A booth without a camera can still talk; one without a microphone cannot.
 * Throws what the API does not name.
 */
export async function openCapture(devices: Pick<MediaDevices, 'getUserMedia'>): Promise<CaptureResult> {
  const both = await attempt(devices, { audio: AUDIO, video: VIDEO }, 'camera');
  if (both.ok) return { ...both, camera: true };
  if (both.fault === 'denied') return both;
  const voice = await attempt(devices, { audio: AUDIO }, 'microphone');
  return voice.ok ? { ...voice, camera: false } : voice;
}

async function attempt(
  devices: Pick<MediaDevices, 'getUserMedia'>,
  constraints: MediaStreamConstraints,
  wanted: 'camera' | 'microphone',
): Promise<{ ok: true; stream: MediaStream } | { ok: false; fault: CaptureFault }> {
  try {
    return { ok: true, stream: await devices.getUserMedia(constraints) };
  } catch (error) {
    const fault = error instanceof DOMException ? captureFault(error.name, wanted) : null;
    if (fault === null) throw error;
    return { ok: false, fault };
  }
}

export function stopTracks(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
