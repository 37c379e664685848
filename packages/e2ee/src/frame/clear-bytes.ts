/** Codecs whose frames can be sealed. H.264 and AV1 cannot: their packetisers read and rewrite what is inside the frame. */
export type FrameCodec = 'opus' | 'vp8' | 'vp9';
export type FrameKind = 'audio' | 'video';

/** The codec of a MIME type as WebRTC names it, e.g. `video/VP8`; null when its frames cannot be sealed. */
export function codecOf(mimeType: string): FrameCodec | null {
  switch (mimeType.toLowerCase()) {
    case 'audio/opus':
      return 'opus';
    case 'video/vp8':
      return 'vp8';
    case 'video/vp9':
      return 'vp9';
    default:
      return null;
  }
}

export function kindOf(codec: FrameCodec): FrameKind {
  return codec === 'opus' ? 'audio' : 'video';
}

const VP8_KEY_FRAME_BYTES = 10;
const VP8_DELTA_FRAME_BYTES = 1;

/**
 * How many bytes at the beginning of a frame stay readable, so that it can be routed.
 *
 * - Opus, VP9: none. Routers and receivers read RTP headers and VP9's payload descriptor, which are written behind the
 *   sealing.
 * - VP8: the lowest bit of the first byte says whether it is a key frame, which the server needs to start a receiver. Of
 *   key frames the receiver's depacketiser also reads start code, width and height: 10 bytes (RFC 6386, 9.1).
 *
 * Both ends compute the number from the first byte alone, which is never sealed where it is looked at. A frame with fewer
 * bytes is no frame of its codec.
 */
export function clearBytes(codec: FrameCodec, frame: Uint8Array): number {
  if (codec !== 'vp8') return 0;
  const first = frame[0] ?? 1;
  return (first & 1) === 0 ? VP8_KEY_FRAME_BYTES : VP8_DELTA_FRAME_BYTES;
}
