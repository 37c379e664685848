import type { types } from 'mediasoup-client';

/**
 * Parameters of a receiver that nothing is ever sent to. mediasoup-client connects a transport (ICE, DTLS) only when it
 * gets its first consumer; this one lets that happen in the waiting room, where nobody waits for it. It lives at this
 * end alone: the server never hears of it. Null when the device cannot receive Opus.
 */
export function warmUpParameters(capabilities: types.RtpCapabilities): types.ConsumerOptions | null {
  const codec = capabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === 'audio/opus');
  if (codec?.preferredPayloadType === undefined) return null;
  const { mimeType, clockRate, preferredPayloadType: payloadType } = codec;
  return {
    id: 'warm-up',
    producerId: 'warm-up',
    kind: 'audio',
    rtpParameters: {
      // The server numbers the mids of its consumers; a word cannot collide with a number.
      mid: 'warm',
      codecs: [{ mimeType, clockRate, payloadType, channels: codec.channels ?? 2, parameters: {}, rtcpFeedback: [] }],
      headerExtensions: [],
      encodings: [{ ssrc: 1 }],
      rtcp: { cname: 'warm-up' },
    },
  };
}
