import { describe, expect, it } from '@jest/globals';
import {
  CommandId,
  Desk,
  DeviceCommand,
  oneDeskCourse,
  ParticipantId,
  SessionView,
  type CommandLog,
} from '@mado/signaling';
import type { KioskEvent } from './kiosk-event.ts';
import {
  FIRST_VOLUME,
  firstState,
  IDLE_ANSWER_MS,
  THANKS_MS,
  WAITING_ANSWER_MS,
  type KioskState,
} from './kiosk-state.ts';
import { transition } from './transition.ts';
import { workOf } from './work.ts';

const NOW = 1_000_000;
const desk = (id: string, procedures: readonly string[]) =>
  Desk.parse({ id, name: id, department: '', procedures: procedures.map((p) => ({ id: p, name: p })), clerksReady: 0 });
const desks = [desk('one', ['only']), desk('many', ['a', 'b']), desk('none', [])];
const view = (over: Record<string, unknown> = {}) =>
  SessionView.parse({
    ...{ id: 's', state: 'waiting', deskId: 'one', procedureId: null, ticket: 3, ahead: 1, waitForecastMs: null },
    ...{ participants: [], checkedInAt: 1, admittedAt: null, activeAt: null, endedAt: null, endReason: null },
    course: oneDeskCourse(Desk.shape.id.parse('one'), 1),
    ...over,
  });
const online: KioskState = { ...firstState(NOW), desks, line: { phase: 'online' } };
const run = (state: KioskState, ...events: readonly KioskEvent[]) => events.reduce(transition, state);
const session = (over: Record<string, unknown>, at = NOW): KioskEvent => ({ type: 'session', session: view(over), at });
const commandId = CommandId.parse('6f1a2b3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c');
const scanned = (phase: CommandLog[number]['phase']): CommandLog => [
  {
    commandId,
    command: DeviceCommand.parse({ verb: 'scan.start', source: 'flatbed', colour: 'grey', resolution: 200, title: '' }),
    from: ParticipantId.parse('clerk'),
    phase,
  },
];
const oneScan = scanned({ name: 'done', outcome: { ok: true, documentId: null, pages: 2 } });

function callOf(state: KioskState) {
  if (state.screen.name !== 'call') throw new Error(`on ${state.screen.name}`);
  return state.screen.call;
}

describe('the headset', () => {
  it('is not spoken of before the host has looked, and then as it is seen', () => {
    expect(online.headset).toBe('unknown');
    const absent = run(online, { type: 'headset', connected: false });
    expect(absent.headset).toBe('absent');
    expect(run(absent, { type: 'headset', connected: true }).headset).toBe('connected');
    expect(run(absent, { type: 'headset', connected: false })).toBe(absent);
  });
});

describe('from the invitation to the ticket', () => {
  it('does not begin before the server is there', () => {
    expect(run(firstState(NOW), { type: 'started' }).screen.name).toBe('attract');
    expect(run(online, { type: 'started' }).screen.name).toBe('desk');
  });

  it('asks for a procedure only where there is a choice', () => {
    const chosen = (id: number) =>
      run(online, { type: 'started' }, { type: 'desk-chosen', deskId: desks[id]!.id }).screen;
    expect(chosen(0)).toEqual({ name: 'consent', choice: { deskId: 'one', procedureId: 'only' } });
    expect(chosen(1)).toEqual({ name: 'procedure', deskId: 'many' });
    expect(chosen(2)).toEqual({ name: 'consent', choice: { deskId: 'none', procedureId: null } });
  });

  it('goes back the way it came', () => {
    const consent = run(
      online,
      { type: 'started' },
      { type: 'desk-chosen', deskId: desks[1]!.id },
      { type: 'procedure-chosen', procedureId: null },
    );
    expect(run(consent, { type: 'went-back' }).screen.name).toBe('procedure');
    expect(run(consent, { type: 'went-back' }, { type: 'went-back' }).screen.name).toBe('desk');
  });

  it('says why there is no ticket and lets the citizen try again', () => {
    const equipment = run(
      online,
      { type: 'started' },
      { type: 'desk-chosen', deskId: desks[0]!.id },
      { type: 'agreed' },
      { type: 'check-in-going' },
    );
    expect(run(equipment, { type: 'went-back' }).screen).toBe(equipment.screen);
    const refused = run(equipment, { type: 'check-in-refused', code: 'limited' });
    expect(refused.screen).toMatchObject({ name: 'equipment', checkIn: { phase: 'refused', code: 'limited' } });
  });
});

describe('what the server says of the session', () => {
  it('decides the screen, also for a screen that was just reloaded', () => {
    expect(run(online, session({})).screen.name).toBe('waiting');
    expect(run(online, session({ state: 'active', ahead: null })).screen.name).toBe('call');
    expect(run(online, session({ state: 'ended', ahead: null, endReason: 'finished' })).screen.name).toBe('thanks');
  });

  it('says who was shown a still of whoever waits, while they wait', () => {
    const looked = run(online, session({}), { type: 'looked', by: '佐藤' }, session({ ahead: 0 }));
    expect(looked.screen).toMatchObject({ name: 'waiting', looked: '佐藤' });
    expect(run(looked, session({ state: 'admitted' }), { type: 'looked', by: '鈴木' }).screen.name).toBe('call');
  });

  it('keeps what the call shows while the session changes', () => {
    const call = run(
      online,
      session({ state: 'admitted' }),
      { type: 'notice', notice: 'one-moment' },
      { type: 'face-seen' },
    );
    expect(callOf(run(call, session({ state: 'active' })))).toMatchObject({ notice: 'one-moment', faceSeen: true });
  });

  it('ends as given up when the server knows of no session any more', () => {
    const gone = run(online, session({ state: 'active', activeAt: 5 }), { type: 'session', session: null, at: NOW });
    expect(gone.screen).toMatchObject({ name: 'thanks', summary: { reason: 'abandoned' }, erasure: 'erasing' });
    expect(run(online, { type: 'session', session: null, at: NOW }).screen.name).toBe('attract');
  });

  it('counts what was done', () => {
    const ended = run(
      online,
      session({ state: 'active', activeAt: 1_000 }),
      { type: 'commands', commands: oneScan, fresh: true, at: NOW },
      session({ state: 'ended', activeAt: 1_000, endedAt: 61_000, endReason: 'finished' }),
    );
    expect(ended.screen).toMatchObject({ summary: { talkedMs: 60_000, scannedPages: 2, printedPages: 0 } });
  });
});

describe('the end', () => {
  const ended = run(online, session({ state: 'active' }), session({ state: 'ended', endReason: 'left' }));

  it('is not left before everything is erased', () => {
    expect(run(ended, { type: 'finished' }).screen.name).toBe('thanks');
    expect(run(ended, { type: 'tick', at: NOW + 10 * THANKS_MS }).screen.name).toBe('thanks');
    const erased = run(ended, { type: 'erasure', erasure: 'erased' });
    expect(run(erased, { type: 'finished' }).screen.name).toBe('attract');
    expect(run(erased, { type: 'tick', at: NOW + THANKS_MS }).screen.name).toBe('attract');
  });
});

describe('a screen left alone', () => {
  const desk = run(online, { type: 'touched', at: NOW }, { type: 'started' });
  const asked = run(desk, { type: 'tick', at: NOW + online.idleMs });

  it('asks, and goes back when nobody answers', () => {
    expect(run(desk, { type: 'tick', at: NOW + online.idleMs - 1 }).idle.phase).toBe('used');
    expect(asked.idle.phase).toBe('asking');
    expect(run(asked, { type: 'tick', at: NOW + online.idleMs + IDLE_ANSWER_MS }).screen.name).toBe('attract');
    expect(run(asked, { type: 'touched', at: NOW }).idle.phase).toBe('used');
  });

  it('lets people wait and talk in peace, and gives a place back after half an hour without a touch', () => {
    const begun = run(online, session({}), { type: 'touched', at: NOW });
    const late = (ms: number) => ({ type: 'tick' as const, at: NOW + ms });
    const asks = begun.waitingMs - WAITING_ANSWER_MS;
    expect(begun.waitingMs).toBe(30 * 60_000);
    expect(run(begun, late(asks - 1)).idle.phase).toBe('used');
    const asked = run(begun, late(asks));
    expect(asked.idle.phase).toBe('asking');
    expect(run(asked, late(begun.waitingMs - 1)).idle.phase).toBe('asking');
    expect(run(asked, late(begun.waitingMs)).idle.phase).toBe('gone');
    expect(run(asked, { type: 'touched', at: NOW + asks + 1 }, late(begun.waitingMs)).idle.phase).toBe('used');
    const talking = run(asked, session({ state: 'active' }), late(10 * begun.waitingMs));
    expect([talking.screen.name, talking.idle.phase]).toEqual(['call', 'used']);
  });
});

describe('a call', () => {
  const call = run(online, session({ state: 'active' }));

  it('makes the clerk louder, step by step, and says when it is the loudest', () => {
    const hard: KioskEvent = { type: 'signal-sent', signal: 'hard-to-hear', at: NOW };
    expect(callOf(run(call, hard))).toMatchObject({ feedback: { about: 'louder', loudest: false } });
    expect(callOf(run(call, hard)).volume).toBeGreaterThan(FIRST_VOLUME);
    expect(callOf(run(call, hard, hard, hard))).toMatchObject({ volume: 1, feedback: { loudest: true } });
  });

  it('shows the card that is read, and neither before nor after', () => {
    const asking: KioskEvent = { type: 'card', card: { step: 'asking' } };
    expect(run(online, asking)).toBe(online);
    expect(callOf(run(call, asking)).card).toEqual({ step: 'asking' });
    expect(callOf(run(call, asking, { type: 'card', card: null })).card).toBeNull();
  });

  it('tells what a device does, and for a while how it ended', () => {
    const started: KioskEvent = { type: 'commands', commands: scanned({ name: 'sent' }), fresh: true, at: NOW };
    const ended: KioskEvent = { type: 'commands', commands: oneScan, fresh: true, at: NOW };
    expect(workOf(callOf(run(call, started)))).toMatchObject({ phase: 'running', device: 'scanner', stopping: false });
    expect(workOf(callOf(run(call, started, { type: 'stop-pressed', commandId })))).toMatchObject({ stopping: true });
    expect(workOf(callOf(run(call, started, ended)))).toMatchObject({ phase: 'done', pages: 2 });
    expect(workOf(callOf(run(call, started, ended, { type: 'tick', at: NOW + 60_000 })))).toBeNull();
  });

  it('does not tell again what a reloaded screen reads again, but keeps the loudness', () => {
    const volume = DeviceCommand.parse({ verb: 'volume.set', level: 0.4 });
    const set = { commandId, command: volume, from: ParticipantId.parse('clerk'), phase: { name: 'sent' } } as const;
    const reloaded = callOf(run(call, { type: 'commands', commands: [...oneScan, set], fresh: false, at: NOW }));
    expect(workOf(reloaded)).toBeNull();
    expect(reloaded.volume).toBe(0.4);
  });
});
