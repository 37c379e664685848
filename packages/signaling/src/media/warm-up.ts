import type { types } from 'mediasoup-client';

/**
 * Parameters of a receiver that nothing is ever sent to. mediasoup-client connects a transport (ICE, DTLS) only when it
 * gets its first consumer, and adds its receiver for bandwidth probes with the first one of video, in a negotiation of
 * its own. This one lets both happen in the waiting room, where nobody waits for them. It lives at this end alone: the
 * server never hears of it. Null when the device cannot receive VP8.
 */
export function warmUpParameters(capabilities: types.RtpCapabilities): types.ConsumerOptions | null {
  const codec = capabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === 'video/vp8');
  if (codec?.preferredPayloadType === undefined) return null;
  const { mimeType, clockRate, preferredPayloadType: payloadType, rtcpFeedback = [] } = codec;
  // The probes are measured by these, so they must be those of the real consumers.
  const headerExtensions = (capabilities.headerExtensions ?? [])
    .filter(({ kind }) => kind === 'video')
    .map(({ uri, preferredId: id }) => ({ uri, id }));
  return {
    id: 'warm-up',
    producerId: 'warm-up',
    kind: 'video',
    rtpParameters: {
      // The server numbers the mids of its consumers; a word cannot collide with a number.
      mid: 'warm',
      codecs: [{ mimeType, clockRate, payloadType, parameters: {}, rtcpFeedback }],
      headerExtensions,
      encodings: [{ ssrc: 1 }],
      rtcp: { cname: 'warm-up' },
    },
  };
}
