import type { types } from 'mediasoup';

type RouterCodec = NonNullable<types.RouterOptions['mediaCodecs']>[number];

/**
 * What a session's router carries, the preferred first. Only codecs whose frames the ends can seal: VP8 leads, H.264 and AV1 are
 * left out because their packetisers read inside the frame. Opus: loss is met by in-band FEC and by NACK (mediasoup's own feedback for
 * opus), and silence is sent too (no DTX), since a voice that fades out sounds like a broken line.
 */
export const routerCodecs: RouterCodec[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { minptime: 10, useinbandfec: 1, usedtx: 0 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
];

const ABS_CAPTURE_TIME = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';

/** Capabilities without `abs-capture-time`: with it, Chromium's simulcast through mediasoup never switches to a higher layer. */
export function withoutCaptureTime(capabilities: types.RtpCapabilities): types.RtpCapabilities {
  return {
    ...capabilities,
    headerExtensions: (capabilities.headerExtensions ?? []).filter((extension) => extension.uri !== ABS_CAPTURE_TIME),
  };
}
