import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeMedia, fakeTrack } from '../testing/fake-media.ts';
import { SESSION } from '../testing/fake-relay.ts';
import { until } from '../testing/until.ts';
import { FrameGate, MediaCannotBeSealedError } from '../seal/index.ts';
import { MediaSession } from './media-session.ts';
import type { MediaState } from './media-state.ts';

let media: FakeMedia;
let session: MediaSession;
let states: MediaState['phase'][];
const tracks = { audio: fakeTrack('audio'), video: fakeTrack('video') };

beforeEach(() => {
  media = new FakeMedia();
  const { request, handlerFactory } = media;
  session = new MediaSession({
    sessionId: SESSION,
    request,
    forceTcp: false,
    gate: null,
    handlerFactory,
    patienceMs: 60,
  });
  states = [];
  session.on('state', ({ phase }) => states.push(phase));
});
afterEach(() => session.close());

/** An admitted session in which both kinds flow both ways. */
async function flowing(): Promise<void> {
  media.addProducer('audio');
  media.addProducer('video');
  await session.prepare(tracks);
  await session.publish();
  await until('media', () => session.state.phase === 'flowing' && session.remotes.length === 2);
}

describe('an end that cannot seal', () => {
  it('lets no picture and no voice out, and shows none that comes in', async () => {
    const worker = Object.assign(new EventTarget(), { postMessage: () => undefined, terminate: () => undefined });
    // Node has no encoded transforms, as a browser without them.
    const gate = new FrameGate(() => worker as Partial<Worker> as Worker);
    const { request, handlerFactory } = media;
    const blind = new MediaSession({
      sessionId: SESSION,
      request,
      forceTcp: false,
      gate,
      handlerFactory,
      patienceMs: 60,
    });
    const faults: unknown[] = [];
    blind.on('fault', ({ error }) => faults.push(error));
    media.addProducer('video');
    await blind.prepare(tracks);
    await blind.publish();
    await until('both ways to be tried', () => media.count('media.consume') > 0 && faults.length > 1);
    blind.close();
    expect(faults.every((error) => error instanceof MediaCannotBeSealedError)).toBe(true);
    expect([media.switchedOn, media.count('media.produce'), media.count('media.resumeConsumer')]).toEqual([0, 0, 0]);
  });
});

describe('in the waiting room', () => {
  it('everything is negotiated, nothing leaves and nothing is shown', async () => {
    media.addProducer('video');
    const heard: string[] = [];
    session.on('remoteTrack', ({ kind }) => heard.push(kind));
    session.on('trackEnded', ({ kind }) => heard.push(kind));
    await session.prepare(tracks);
    const late = media.addProducer('audio');
    session.handleProducerAdded(late);
    await until('all', () => media.count('media.resumeConsumer') === 2 && media.count('media.connectTransport') === 2);
    expect(media.announced.map(({ source }) => source)).toEqual(['face', 'voice']);
    expect(media.switchedOn).toBe(0);
    session.handleProducerRemoved(late.producerId);
    expect(session.state.phase).toBe('prepared');
    expect(session.remotes).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('tracks that come later are negotiated too', async () => {
    await session.prepare();
    await session.prepare(tracks);
    expect(media.count('media.produce')).toBe(2);
    expect(media.switchedOn).toBe(0);
  });

  it('a server that lost everything gets it again, silent still', async () => {
    media.addProducer('video');
    await session.prepare(tracks);
    media.forget();
    session.handleReset();
    await until('all again', () => media.count('media.produce') === 4 && media.count('media.resumeConsumer') === 2);
    expect(media.switchedOn).toBe(0);
    await session.publish();
    expect(media.switchedOn).toBe(2);
    expect(session.remotes).toHaveLength(1);
  });

  it('no more than a few clerks are received ahead, whoever is let in in full', async () => {
    for (let clerk = 0; clerk < 6; clerk++) {
      session.handleProducerAdded(media.addProducer('audio'));
      session.handleProducerAdded(media.addProducer('video'));
    }
    await session.prepare(tracks);
    await until('those ahead', () => media.count('media.resumeConsumer') >= 8);
    media.producers = media.producers.slice(-2);
    await session.publish();
    expect(session.remotes.map(({ producerId }) => producerId).sort()).toEqual(
      media.producers.map(({ producerId }) => producerId).sort(),
    );
  });

  it('a broken line is mended there too', async () => {
    await session.prepare(tracks);
    await until('both connections', () => media.count('media.connectTransport') === 2);
    media.breakLine();
    await until('the restart', () => media.count('media.restartIce') === 2);
    media.mendLine();
    await until('prepared', () => session.state.phase === 'prepared');
  });
});

describe('after admission', () => {
  it('what was prepared flows at once, with nothing asked of the server but what there is', async () => {
    media.addProducer('audio');
    media.addProducer('video');
    await session.prepare(tracks);
    media.asked.length = 0;
    const heard: string[] = [];
    session.on('remoteTrack', ({ kind }) => heard.push(kind));
    const published = session.publish();
    // Before anything else runs.
    expect(media.switchedOn).toBe(2);
    expect(heard).toEqual(['audio', 'video']);
    expect(session.state.phase).toBe('flowing');
    await published;
    expect(media.asked).toEqual(['media.producers']);
    expect(media.switchedOn).toBe(2);
  });

  it('costs one round trip to send and two to receive what was not prepared', async () => {
    await session.prepare();
    await until('one connection', () => media.count('media.connectTransport') === 1);
    media.asked.length = 0;
    const view = media.addProducer('video');
    const heard: string[] = [];
    session.on('remoteTrack', ({ kind, source }) => {
      heard.push(`${kind} ${source}`);
      // Wired before the flow starts.
      expect(media.count('media.resumeConsumer')).toBe(0);
    });
    const published = session.publish(tracks);
    session.handleProducerAdded(view);
    await published;
    await until('media', () => session.state.phase === 'flowing');
    expect(heard).toEqual(['video face']);
    expect([...media.asked].sort()).toEqual([
      'media.connectTransport',
      'media.consume',
      'media.produce',
      'media.produce',
      'media.producers',
      'media.resumeConsumer',
    ]);
    expect(media.announced.map(({ source }) => source)).toEqual(['face', 'voice']);
    expect(media.announced.every(({ rtpParameters }) => rtpParameters.encodings?.[0]?.active)).toBe(true);
  });

  it('receives nothing twice, and tells of tracks that end', async () => {
    await flowing();
    const [view] = media.producers;
    session.handleProducerAdded(view!);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(media.count('media.consume')).toBe(2);
    const ended: string[] = [];
    session.on('trackEnded', ({ kind }) => ended.push(kind));
    session.handleProducerRemoved(view!.producerId);
    expect(ended).toEqual(['audio']);
    expect(session.remotes.map(({ kind }) => kind)).toEqual(['video']);
  });
});

describe('healing', () => {
  it('begins with an ICE restart and ends there when that helps', async () => {
    await flowing();
    states.length = 0;
    media.breakLine();
    await until('the restart', () => media.count('media.restartIce') === 2);
    media.mendLine();
    await until('media', () => session.state.phase === 'flowing');
    expect(states).toContain('recovering');
    expect(media.count('media.createTransport')).toBe(2);
  });

  it('makes everything anew when the restart does not help, once however often the line says that it is broken', async () => {
    await flowing();
    media.breakLine('failed');
    media.breakLine('disconnected');
    media.breakLine('failed');
    await until('media', () => session.state.phase === 'flowing' && session.remotes.length === 2);
    expect(media.count('media.restartIce')).toBe(2);
    expect(media.count('media.createTransport')).toBe(4);
    expect(media.count('media.produce')).toBe(4);
    expect(media.count('media.consume')).toBe(4);
  });

  it('makes everything anew at once when the media worker died', async () => {
    await flowing();
    media.forget();
    const ended: string[] = [];
    session.on('trackEnded', ({ kind }) => ended.push(kind));
    session.handleReset();
    expect(ended.sort()).toEqual(['audio', 'video']);
    await until('media', () => session.state.phase === 'flowing' && session.remotes.length === 2);
    expect(media.count('media.restartIce')).toBe(0);
    expect(media.count('media.createTransport')).toBe(4);
  });

  it('finds out after a reconnection that the server has lost everything', async () => {
    await flowing();
    session.handleLost();
    media.forget();
    session.handleReconnected();
    await until('media again', () => media.count('media.createTransport') === 4 && session.state.phase === 'flowing');
  });

  it('restarts ICE when the signalling is back and the media silent, though no connection is said to be broken', async () => {
    await flowing();
    session.handleLost();
    media.silentFor = 1_200;
    session.handleReconnected();
    await until('the restart', () => media.count('media.restartIce') === 2);
    expect(media.count('media.createTransport')).toBe(2);
  });

  it('restarts ICE when media falls silent while the signalling answers', async () => {
    await flowing();
    media.silentFor = 40;
    session.handleSilent();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(media.count('media.restartIce')).toBe(0);
    media.silentFor = 1_200;
    session.handleSilent();
    await until('the restart', () => media.count('media.restartIce') === 2);
  });

  it('restarts ICE once when the browser finds the break while that is under way', async () => {
    await flowing();
    session.handleLost();
    media.silentFor = 1_200;
    session.handleReconnected();
    await until('the restart', () => media.count('media.restartIce') === 2);
    media.breakLine();
    await until('to heal', () => session.state.phase === 'recovering' && session.state.step === 'restart-ice');
    media.mendLine();
    await until('media', () => session.state.phase === 'flowing');
    expect(media.count('media.restartIce')).toBe(2);
  });

  it('leaves media alone that went on while the signalling was away', async () => {
    await flowing();
    session.handleLost();
    media.silentFor = 40;
    const before = media.count('media.producers');
    session.handleReconnected();
    await until('the question what there is', () => media.count('media.producers') > before);
    expect(media.count('media.restartIce')).toBe(0);
  });

  it('waits for the signalling when that is down too', async () => {
    await flowing();
    session.handleLost();
    media.breakLine();
    await until('to wait', () => session.state.phase === 'recovering' && session.state.step === 'wait');
    expect(media.count('media.restartIce')).toBe(0);
    session.handleReconnected();
    await until('the restart', () => media.count('media.restartIce') === 2);
    media.mendLine();
    await until('media', () => session.state.phase === 'flowing');
  });

  it('tries again with pauses while no worker is there', async () => {
    media.refuse.set('media.createTransport', 'media-unavailable');
    await session.prepare(tracks);
    await until('prepared', () => session.state.phase === 'prepared');
    expect(states).toContain('recovering');
  });

  it('goes on with producers that came while it healed', async () => {
    await flowing();
    session.handleReset();
    const late = media.addProducer('video');
    session.handleProducerAdded(late);
    await until('all three', () => session.state.phase === 'flowing' && session.remotes.length === 3);
  });
});

it('is over when it is closed', async () => {
  await flowing();
  session.close();
  expect(session.getSnapshot()).toEqual({ state: { phase: 'closed' }, remotes: [] });
  session.handleReset();
  await session.publish(tracks);
  expect(media.count('media.createTransport')).toBe(2);
  expect(tracks.audio.readyState).toBe('live');
});
