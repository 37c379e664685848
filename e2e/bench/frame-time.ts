import { deriveFrameKey, FrameOpener, FrameSealer, keyIdOf } from '@mado/e2ee';
import type { VideoCodec } from './glass.ts';

/** Milliseconds that sealing and opening take, one a frame of so many bytes, by the parts of the frame worker in this process. */
export async function frameTimes(
  codec: VideoCodec,
  bytes: number,
  frames = 300,
): Promise<{ readonly seal: readonly number[]; readonly open: readonly number[] }> {
  const key = await deriveFrameKey(new Uint8Array(16).fill(7), keyIdOf(1, 1));
  const sealer = new FrameSealer();
  const opener = new FrameOpener(() => performance.now());
  sealer.setKey(key);
  opener.setKeys([key]);
  const as = codec === 'VP8' ? 'vp8' : 'vp9';
  const seal: number[] = [];
  const open: number[] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    // A first byte of 1: what VP8 calls no key frame.
    const content = new Uint8Array(bytes).fill(1);
    const began = performance.now();
    const sealed = await sealer.seal(as, content);
    const between = performance.now();
    const opened = sealed.ok ? await opener.open(as, sealed.data) : sealed;
    seal.push(between - began);
    open.push(performance.now() - between);
    if (!opened.ok) throw new Error(`a frame was dropped: ${opened.drop}`);
  }
  return { seal, open };
}
