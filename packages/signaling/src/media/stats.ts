import { z } from 'zod';
import type { WayLook } from '../line/index.ts';

/** What one source does in one direction, counted since its transport was made. Null: not known (yet). */
export interface SourceStats {
  readonly kind: 'audio' | 'video';
  readonly direction: 'send' | 'recv';
  readonly bytes: number;
  readonly packets: number;
  /** Receiving: lost on the way here. Sending: lost on the way to the server, as it reports. */
  readonly packetsLost: number;
  /** Seconds. */
  readonly jitter: number | null;
  /** Receiving: decoded. Sending: encoded. Video only. */
  readonly frames: number | null;
  readonly framesPerSecond: number | null;
  /** Pixels. */
  readonly width: number | null;
  readonly height: number | null;
  /** Receiving audio: energy of all that was played (WebRTC statistics, `totalAudioEnergy`). */
  readonly audioEnergy: number | null;
  /** Receiving audio: samples that were made up for lost ones, and all samples. */
  readonly concealedSamples: number | null;
  readonly totalSamples: number | null;
}

export interface MediaStats {
  /** `performance.now()`-like moment of the newest entry, in milliseconds. */
  readonly at: number;
  readonly sources: readonly SourceStats[];
  /** Round trip to the server over the media path, in seconds. */
  readonly roundTripTime: number | null;
  /** What the sender believes that the line carries, in bits per second. */
  readonly availableOutgoingBitrate: number | null;
  /** `udp` or `tcp`, of the path in use. */
  readonly protocol: string | null;
  /** Frames decoded of all received video. */
  readonly framesDecoded: number;
  /** Energy of all received audio. */
  readonly audioEnergy: number;
}

const number = z.number().optional();
/** The parts of a WebRTC statistics entry (W3C webrtc-stats) that are used here; everything else is passed over. */
const StatsEntry = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: z.number(),
  kind: z.string().optional(),
  mid: z.string().optional(),
  bytesReceived: number,
  bytesSent: number,
  packetsReceived: number,
  packetsSent: number,
  packetsLost: number,
  jitter: number,
  framesDecoded: number,
  framesEncoded: number,
  framesPerSecond: number,
  frameWidth: number,
  frameHeight: number,
  totalAudioEnergy: number,
  concealedSamples: number,
  totalSamplesReceived: number,
  localId: z.string().optional(),
  nominated: z.boolean().optional(),
  state: z.string().optional(),
  currentRoundTripTime: number,
  availableOutgoingBitrate: number,
  localCandidateId: z.string().optional(),
  protocol: z.string().optional(),
  address: z.string().nullish(),
  selectedCandidatePairId: z.string().optional(),
  lastPacketReceivedTimestamp: number,
  targetBitrate: number,
  fractionLost: number,
  roundTripTime: number,
});
type StatsEntry = z.infer<typeof StatsEntry>;

/** Anything that can be gone through like an `RTCStatsReport`. */
export interface ReportLike {
  forEach(callback: (entry: unknown) => void): void;
}

/** One summary of both transports' reports. Entries that are none of the standard's are passed over. */
export function summarise({ send, recv }: { readonly send: ReportLike; readonly recv: ReportLike }): MediaStats {
  const sent = entriesOf(send);
  const received = entriesOf(recv);
  const sources = [
    ...ofType(sent, 'outbound-rtp').map((entry) => sending(entry, sent)),
    ...ofType(received, 'inbound-rtp').map(receiving),
  ].filter((source) => source !== null);
  const pair = pathOf(sent) ?? pathOf(received);
  const local = [...sent, ...received].find(({ id }) => id === pair?.localCandidateId);
  const incoming = sources.filter(({ direction }) => direction === 'recv');
  return {
    at: Math.max(0, ...[...sent, ...received].map(({ timestamp }) => timestamp)),
    sources,
    roundTripTime: pair?.currentRoundTripTime ?? null,
    availableOutgoingBitrate: pair?.availableOutgoingBitrate ?? null,
    protocol: local?.protocol ?? null,
    framesDecoded: incoming.reduce((sum, { kind, frames }) => sum + (kind === 'video' ? (frames ?? 0) : 0), 0),
    audioEnergy: incoming.reduce((sum, { audioEnergy }) => sum + (audioEnergy ?? 0), 0),
  };
}

/**
 * For how long nothing has come over the path that a connection uses (packets other than ICE's own), in milliseconds. Null: there is no
 * path, or nothing has come over it yet.
 */
export function silenceOf(report: ReportLike): number | null {
  const path = pathOf(entriesOf(report));
  if (path?.lastPacketReceivedTimestamp === undefined) return null;
  return Math.max(0, path.timestamp - path.lastPacketReceivedTimestamp);
}

/** What is known of an own picture on its way; null: not known (yet). */
export interface OwnPicture extends Omit<WayLook, 'overfull'> {
  /** What the encoder is asked for, in bits a second. */
  readonly target: number | null;
}

/** Of a sender's report. */
export function ownPictureIn(report: ReportLike): OwnPicture {
  const entries = entriesOf(report);
  const told = ofType(entries, 'remote-inbound-rtp')[0];
  return {
    target: ofType(entries, 'outbound-rtp')[0]?.targetBitrate ?? null,
    network: localEndOf(entries)?.address ?? null,
    lost: told?.fractionLost ?? null,
    roundTripMs: told?.roundTripTime === undefined ? null : told.roundTripTime * 1_000,
  };
}

/** Over what the path goes that a connection uses: `udp` or `tcp`. Null: there is no path. */
export function protocolOf(report: ReportLike): string | null {
  const entries = entriesOf(report);
  return localEndOf(entries)?.protocol ?? null;
}

/** What one receiver has brought so far: frames decoded of a picture, packets of a sound. */
export function countIn(report: ReportLike, kind: 'audio' | 'video'): number {
  const incoming = ofType(entriesOf(report), 'inbound-rtp');
  return incoming.reduce((sum, { framesDecoded, packetsReceived }) => {
    return sum + ((kind === 'video' ? framesDecoded : packetsReceived) ?? 0);
  }, 0);
}

function entriesOf(report: ReportLike): StatsEntry[] {
  const entries: StatsEntry[] = [];
  report.forEach((entry) => {
    const parsed = StatsEntry.safeParse(entry);
    if (parsed.success) entries.push(parsed.data);
  });
  return entries;
}

/** The pair of addresses that is used. Several may be nominated; the transport names the one. */
function pathOf(entries: readonly StatsEntry[]): StatsEntry | null {
  const chosen = new Set(ofType(entries, 'transport').map((entry) => entry.selectedCandidatePairId));
  return ofType(entries, 'candidate-pair').find(({ id }) => chosen.has(id)) ?? null;
}

/** This end of the path in use. */
function localEndOf(entries: readonly StatsEntry[]): StatsEntry | null {
  const path = pathOf(entries);
  return entries.find(({ id }) => id === path?.localCandidateId) ?? null;
}

function ofType(entries: readonly StatsEntry[], type: string): StatsEntry[] {
  return entries.filter((entry) => entry.type === type);
}

function kindOf({ kind }: StatsEntry): 'audio' | 'video' | null {
  return kind === 'audio' || kind === 'video' ? kind : null;
}

function receiving(entry: StatsEntry): SourceStats | null {
  const kind = kindOf(entry);
  // The receiver that warmed the transport up, and the one for probing, hear nothing.
  if (kind === null || (entry.packetsReceived ?? 0) === 0 || entry.mid === 'warm' || entry.mid === 'probator')
    return null;
  return {
    kind,
    direction: 'recv',
    bytes: entry.bytesReceived ?? 0,
    packets: entry.packetsReceived ?? 0,
    packetsLost: Math.max(0, entry.packetsLost ?? 0),
    jitter: entry.jitter ?? null,
    frames: entry.framesDecoded ?? null,
    framesPerSecond: entry.framesPerSecond ?? null,
    width: entry.frameWidth ?? null,
    height: entry.frameHeight ?? null,
    audioEnergy: entry.totalAudioEnergy ?? null,
    concealedSamples: entry.concealedSamples ?? null,
    totalSamples: entry.totalSamplesReceived ?? null,
  };
}

function sending(entry: StatsEntry, all: readonly StatsEntry[]): SourceStats | null {
  const kind = kindOf(entry);
  if (kind === null) return null;
  const report = all.find(({ type, localId }) => type === 'remote-inbound-rtp' && localId === entry.id);
  return {
    kind,
    direction: 'send',
    bytes: entry.bytesSent ?? 0,
    packets: entry.packetsSent ?? 0,
    packetsLost: Math.max(0, report?.packetsLost ?? 0),
    jitter: report?.jitter ?? null,
    frames: entry.framesEncoded ?? null,
    framesPerSecond: entry.framesPerSecond ?? null,
    width: entry.frameWidth ?? null,
    height: entry.frameHeight ?? null,
    audioEnergy: null,
    concealedSamples: null,
    totalSamples: null,
  };
}
