import { describe, expect, it } from '@jest/globals';
import type { LocalTracks } from '@mado/signaling';
import type { Capture } from '../state/kiosk-state.ts';
import { BoothCapture } from './booth-capture.ts';

/** A device that can be pulled out and put in again. */
class Plug extends EventTarget {
  plugged = true;
  readonly tracks: EventTarget[] = [];

  getUserMedia(): Promise<MediaStream> {
    if (!this.plugged) return Promise.reject(new DOMException('none', 'NotFoundError'));
    const track = Object.assign(new EventTarget(), { kind: 'video', readyState: 'live', stop: () => undefined });
    this.tracks.push(track);
    // As much of a stream as is looked at before it is shown.
    const stream = { getTracks: () => [track], getVideoTracks: () => [track], getAudioTracks: () => [] };
    return Promise.resolve(stream as unknown as MediaStream);
  }

  pull(): void {
    this.plugged = false;
    this.tracks.at(-1)?.dispatchEvent(new Event('ended'));
  }

  putIn(): void {
    this.plugged = true;
    this.dispatchEvent(new Event('devicechange'));
  }
}

function booth() {
  const plug = new Plug();
  const phases: Capture['phase'][] = [];
  const sent: LocalTracks[] = [];
  const capture = new BoothCapture({
    devices: plug as unknown as MediaDevices,
    onCapture: ({ phase }) => void phases.push(phase),
    onTracks: (tracks) => void sent.push(tracks),
    onFault: (error) => {
      throw error;
    },
  });
  return { plug, phases, sent, capture };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("the booth's camera and microphone", () => {
  it('come back by themselves when a plug was pulled and put in again', async () => {
    const { plug, phases, sent, capture } = booth();
    await capture.open();
    plug.pull();
    await settled();
    expect(phases.at(-1)).toBe('failed');
    plug.putIn();
    await settled();
    expect(phases.at(-1)).toBe('ready');
    expect(sent).toHaveLength(2);
  });

  it('stay off when nobody wants them, whatever is plugged in', async () => {
    const { plug, phases, sent, capture } = booth();
    plug.putIn();
    await capture.open();
    capture.close();
    plug.putIn();
    await settled();
    expect(phases.at(-1)).toBe('off');
    expect(sent).toHaveLength(1);
  });
});
