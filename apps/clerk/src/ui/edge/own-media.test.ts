import { describe, expect, it } from '@jest/globals';
import { OwnCapture } from './own-media.ts';

/** A camera that takes its time, and whose lamp can be looked at. */
class SlowCamera extends EventTarget {
  lamp = false;
  readonly #opened = Promise.withResolvers<null>();

  async getUserMedia(): Promise<MediaStream> {
    await this.#opened.promise;
    this.lamp = true;
    const track = Object.assign(new EventTarget(), {
      kind: 'audio',
      readyState: 'live',
      stop: () => (this.lamp = false),
    });
    // As much of a stream as is looked at before it is shown.
    return { getTracks: () => [track], getVideoTracks: () => [], getAudioTracks: () => [] } as unknown as MediaStream;
  }

  open(): void {
    this.#opened.resolve(null);
  }
}

describe("the clerk's camera and microphone", () => {
  it('stay off when they were switched off while they were being opened', async () => {
    const camera = new SlowCamera();
    const capture = new OwnCapture(camera as unknown as MediaDevices);
    const opening = capture.open();
    capture.close();
    camera.open();
    await opening;
    expect(camera.lamp).toBe(false);
    expect(capture.getSnapshot().stream).toBeNull();
  });
});
