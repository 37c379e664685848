import { randomInt } from 'node:crypto';
import type { RequestOf } from '@mado/signaling/wire';

type RtpParameters = RequestOf<'media.produce'>['rtpParameters'];
type RtpCapabilities = RequestOf<'media.consume'>['rtpCapabilities'];

/** What a browser would send for its microphone. */
export function voiceParameters(): RtpParameters {
  return {
    mid: '0',
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1, minptime: 10 },
        rtcpFeedback: [{ type: 'nack', parameter: '' }],
      },
    ],
    headerExtensions: [],
    encodings: [{ ssrc: randomInt(1, 2 ** 31) }],
    rtcp: { cname: 'booth', reducedSize: true },
  };
}

/** What a browser that hears Opus says of itself. */
export const voiceCapabilities: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: {},
      rtcpFeedback: [{ type: 'nack', parameter: '' }],
    },
  ],
  headerExtensions: [],
};

export const dtlsParameters: RequestOf<'media.connectTransport'>['dtlsParameters'] = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};
