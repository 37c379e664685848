import type { types } from 'mediasoup-client';
import type { MediaSource } from '../wire/index.ts';

/** How one source is encoded. */
export interface SourceEncoding {
  readonly encodings: types.RtpEncodingParameters[];
  readonly codecOptions: types.ProducerCodecOptions;
}

/**
 * Voice: Opus mono at 40 kbit/s, wide enough for clear consonants. In-band FEC and NACK both, against loss on pocket
 * Wi-Fi; no DTX, because a clerk who falls silent must not sound like a broken line. First in every queue of the sender.
 */
const VOICE: SourceEncoding = {
  encodings: [{ maxBitrate: 40_000, priority: 'high', networkPriority: 'high' }],
  codecOptions: { opusStereo: false, opusFec: true, opusNack: true, opusDtx: false, opusMaxAverageBitrate: 40_000 },
};

/**
 * Face: one VP8 encoding for 1280×720 at up to 30 frames a second. Two people talk, so there is one receiver, whose
 * needs one encoding serves; simulcast would cost a second encoder's worth of CPU on a booth laptop for nobody.
 * 1.5 Mbit/s is where a talking face at 720p stops gaining; the start bitrate spares the citizen the blurred first seconds.
 */
const FACE: SourceEncoding = {
  encodings: [{ maxBitrate: 1_500_000, maxFramerate: 30, priority: 'low', networkPriority: 'low' }],
  codecOptions: { videoGoogleStartBitrate: 800 },
};

export function encodingOf(source: MediaSource): SourceEncoding {
  return source === 'voice' ? VOICE : FACE;
}

/** Sources in the order in which they are announced: the picture first, since it needs a key frame and sound does not. */
export const SOURCES: readonly MediaSource[] = ['face', 'voice'];
