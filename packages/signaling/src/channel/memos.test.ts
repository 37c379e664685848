import { describe, expect, it } from '@jest/globals';
import { CLERK } from '../testing/fake-relay.ts';
import { ParticipantId } from '../wire/index.ts';
import type { SessionMessage } from './content.ts';
import { Memos } from './memos.ts';

const NEXT = ParticipantId.parse('next');
const info = { seq: 1, from: CLERK, to: null, own: false, replayed: true, epoch: 1 };

describe('memos from clerk to clerk', () => {
  it('are there for the clerk who takes over, each once, and gone with the session', async () => {
    const said: SessionMessage[] = [];
    const before = new Memos(CLERK, (message) => Promise.resolve(said.push(message)));
    await before.write('通帳の写しはこれから');
    expect(before.getSnapshot()).toMatchObject([{ text: '通帳の写しはこれから', from: CLERK }]);
    const after = new Memos(NEXT, () => Promise.resolve(0));
    for (const message of [...said, ...said]) after.handleMessage(message, info);
    expect(after.getSnapshot()).toEqual(before.getSnapshot());
    after.close();
    expect(after.getSnapshot()).toEqual([]);
  });
});
