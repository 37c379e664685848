import { describe, expect, it } from '@jest/globals';
import { Store } from '@mado/signaling';
import { SILENT, type Level } from '../media/level-source.ts';
import { inside } from '../gallery/door-samples.ts';
import { tellLifeSigns } from './life-signs.ts';

class Microphone extends Store<Level> {
  hear(verdict: Level['verdict']): void {
    this.setSnapshot({ fraction: 0.5, verdict });
  }
}

function desk({ inCall = true, locked = false } = {}) {
  const page = new EventTarget();
  const voice = new Microphone(SILENT);
  let touches = 0;
  const attendance = {
    state: () => inside({ locked }),
    serverNow: () => 0,
    touch: () => {
      touches += 1;
      return Promise.resolve();
    },
  };
  tellLifeSigns(attendance, page, voice, () => inCall);
  return { page, voice, touches: () => touches };
}

describe('signs of life at the desk', () => {
  it('are mouse and keys, told once in a while', () => {
    const { page, touches } = desk();
    for (const sign of ['pointermove', 'keydown', 'wheel']) page.dispatchEvent(new Event(sign));
    expect(touches()).toBe(1);
  });

  it('are a clear voice in a call, and no voice outside of one', () => {
    const talking = desk();
    talking.voice.hear('soft');
    expect(talking.touches()).toBe(0);
    talking.voice.hear('good');
    expect(talking.touches()).toBe(1);
    const alone = desk({ inCall: false });
    alone.voice.hear('loud');
    expect(alone.touches()).toBe(0);
  });

  it('do not open a locked screen', () => {
    const { page, voice, touches } = desk({ locked: true });
    page.dispatchEvent(new Event('keydown'));
    voice.hear('good');
    expect(touches()).toBe(0);
  });
});
