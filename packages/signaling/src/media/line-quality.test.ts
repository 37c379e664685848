import { describe, expect, it } from '@jest/globals';
import { judgeLine, measureLine } from './line-quality.ts';
import { silenceOf, summarise } from './stats.ts';

const base = { timestamp: 1000, kind: 'video' };
const pair = { type: 'candidate-pair', nominated: true, state: 'succeeded' };
function summary(at: number, received: number, lost: number, decoded: number) {
  const recv = [
    {
      ...base,
      timestamp: at,
      id: 'v',
      type: 'inbound-rtp',
      packetsReceived: received,
      packetsLost: lost,
      bytesReceived: received * 1000,
      jitter: 0.004,
      framesDecoded: decoded,
      frameWidth: 1280,
      frameHeight: 720,
    },
    { timestamp: at, id: 'warm', type: 'inbound-rtp', kind: 'video', mid: 'warm', packetsReceived: 0 },
    { timestamp: at, id: 'a', type: 'inbound-rtp', kind: 'audio', packetsReceived: 50, totalAudioEnergy: 0.5 },
    { timestamp: at, id: 'l', type: 'local-candidate', protocol: 'udp' },
    { timestamp: at, id: 'lt', type: 'local-candidate', protocol: 'tcp' },
    // Nominated on the way to the one that is used.
    { ...pair, timestamp: at, id: 'pt', localCandidateId: 'lt', currentRoundTripTime: 0.5 },
    { ...pair, timestamp: at, id: 'p', localCandidateId: 'l', currentRoundTripTime: 0.02 },
    { timestamp: at, id: 't', type: 'transport', selectedCandidatePairId: 'p' },
    { something: 'else' },
  ];
  const send = [
    { timestamp: at, id: 'o', type: 'outbound-rtp', kind: 'audio', packetsSent: 100, bytesSent: 9_000 },
    { timestamp: at, id: 'r', type: 'remote-inbound-rtp', kind: 'audio', localId: 'o', packetsLost: 1, jitter: 0.001 },
  ];
  return summarise({ send, recv });
}

describe('the line’s quality', () => {
  it('is read from the browser’s reports, entries of no interest passed over', () => {
    const stats = summary(2000, 300, 3, 50);
    expect(stats).toMatchObject({
      at: 2000,
      roundTripTime: 0.02,
      protocol: 'udp',
      framesDecoded: 50,
      audioEnergy: 0.5,
    });
    expect(stats.sources.map(({ kind, direction }) => `${kind} ${direction}`).sort()).toEqual([
      'audio recv',
      'audio send',
      'video recv',
    ]);
    expect(stats.sources.find(({ direction }) => direction === 'send')).toMatchObject({ packetsLost: 1, bytes: 9_000 });
  });

  it('is judged by what happened between two reports', () => {
    const before = summary(1000, 100, 0, 25);
    expect(judgeLine(measureLine(before, summary(2000, 200, 0, 50)))).toBe('good');
    expect(judgeLine(measureLine(before, summary(2000, 200, 10, 50)))).toBe('fair');
    expect(judgeLine(measureLine(before, summary(2000, 200, 60, 50)))).toBe('bad');
    expect(judgeLine(measureLine(before, summary(2000, 200, 0, 28)))).toBe('bad');
    expect(judgeLine(measureLine(before, before))).toBe('good');
  });

  it('is good where nothing is known', () => {
    const nothing = { loss: null, concealed: null, roundTripTime: null, jitter: null, framesPerSecond: null };
    expect(judgeLine(nothing)).toBe('good');
  });
});

describe('the silence of a connection', () => {
  const path = { id: 't', type: 'transport', timestamp: 5_000, selectedCandidatePairId: 'p' };

  it('is counted on the path that it uses', () => {
    const other = { ...pair, id: 'o', timestamp: 5_000, lastPacketReceivedTimestamp: 4_990 };
    const used = { ...pair, id: 'p', timestamp: 5_000, lastPacketReceivedTimestamp: 3_200 };
    expect(silenceOf([other, used, path])).toBe(1_800);
  });

  it('is not known before anything came, or without a path', () => {
    expect(silenceOf([path, { ...pair, id: 'p', timestamp: 5_000 }])).toBeNull();
    expect(silenceOf([{ ...pair, id: 'p', timestamp: 5_000, lastPacketReceivedTimestamp: 3_200 }])).toBeNull();
  });
});
