import { describe, expect, it } from '@jest/globals';
import { ParticipantId } from '../wire/index.ts';
import { facesAfter } from './remote-faces.ts';

/** Stands for a `MediaStream`, which Node does not have. */
class Stream {
  readonly tracks: MediaStreamTrack[];
  constructor(tracks: readonly MediaStreamTrack[]) {
    this.tracks = [...tracks];
  }
  getTracks(): MediaStreamTrack[] {
    return this.tracks;
  }
  addTrack(track: MediaStreamTrack): void {
    this.tracks.push(track);
  }
}
const track = (id: string) => ({ id }) as MediaStreamTrack;
const make = (tracks: MediaStreamTrack[]) => new Stream(tracks);
const [sato, takahashi] = ['sato', 'takahashi'].map((id) => ParticipantId.parse(id)) as [ParticipantId, ParticipantId];
const everybody = () => true;
const remote = (participantId: ParticipantId, id: string) => ({ participantId, track: track(id) });
const satosTracks = [remote(sato, 'voice'), remote(sato, 'face')];
const takahashisTracks = [remote(takahashi, 'voice2'), remote(takahashi, 'face2')];

describe('who is seen and heard', () => {
  it('gives each participant a stream of their own', () => {
    const faces = facesAfter([], [...satosTracks, ...takahashisTracks], everybody, make);
    expect(faces.map(({ participantId, stream }) => [participantId, stream.tracks.map(({ id }) => id)])).toEqual([
      [sato, ['voice', 'face']],
      [takahashi, ['voice2', 'face2']],
    ]);
  });

  it('lets a later track join the stream that plays, and says nothing when nothing changed', () => {
    const [voice] = satosTracks;
    const heard = facesAfter([], voice === undefined ? [] : [voice], everybody, make);
    const seen = facesAfter(heard, satosTracks, everybody, make);
    expect(seen[0]?.stream).toBe(heard[0]?.stream);
    expect(seen[0]?.stream.tracks).toHaveLength(2);
    expect(facesAfter(seen, satosTracks, everybody, make)).toBe(seen);
  });

  it('keeps the last picture of somebody whose line broke', () => {
    const faces = facesAfter([], satosTracks, everybody, make);
    expect(facesAfter(faces, [], everybody, make)).toBe(faces);
  });

  it('keeps the picture of a clerk who left until the next one was seen', () => {
    const first = facesAfter([], satosTracks, everybody, make).map((face) => ({ ...face, seen: true }));
    const isHere = (id: ParticipantId) => id === takahashi;
    const between = facesAfter(first, takahashisTracks, isHere, make);
    expect(between.map(({ participantId, here }) => [participantId, here])).toEqual([
      [sato, false],
      [takahashi, true],
    ]);
    const next = between.map((face) => (face.participantId === takahashi ? { ...face, seen: true } : face));
    expect(facesAfter(next, takahashisTracks, isHere, make).map(({ participantId }) => participantId)).toEqual([
      takahashi,
    ]);
  });

  it('drops at once a guest who left while others are seen', () => {
    const all = facesAfter([], [...satosTracks, ...takahashisTracks], everybody, make);
    const seen = all.map((face) => ({ ...face, seen: true }));
    const after = facesAfter(seen, satosTracks, (id) => id === sato, make);
    expect(after.map(({ participantId }) => participantId)).toEqual([sato]);
  });
});
