import type { types } from 'mediasoup';
import type { MediaSource, ParticipantId } from '@mado/signaling/wire';
import type { Hearing } from './hearing.ts';
import type { ThinLine } from './thin-line.ts';

export type Direction = 'send' | 'recv';

/** One participant's way to or from the room. */
export interface Transport {
  readonly owner: ParticipantId;
  readonly direction: Direction;
  readonly transport: types.WebRtcTransport;
  readonly hearing: Hearing;
  readonly thin: ThinLine;
  /** Set while or after the client connected it. */
  connecting?: { readonly dtlsParameters: types.DtlsParameters; readonly done: Promise<void> };
}
/** What a participant sends. */
export interface Producer {
  readonly owner: ParticipantId;
  readonly transportId: string;
  readonly source: MediaSource;
  readonly asked: types.RtpParameters;
  readonly producer: types.Producer;
  /** What its owner wants; before admission it is paused all the same. */
  paused: boolean;
}
/** What a participant receives. */
export interface Consumer {
  readonly owner: ParticipantId;
  readonly from: ParticipantId;
  readonly transportId: string;
  readonly consumer: types.Consumer;
  /** Its owner is wired up and has asked for the flow. */
  wanted: boolean;
  /** A picture that the way to its owner does not carry now. */
  rests: boolean;
}
