import { describe, expect, it } from '@jest/globals';
import type { ParticipantId } from '../wire/index.ts';
import { CLERK, KIOSK } from '../testing/fake-relay.ts';
import { until } from '../testing/until.ts';
import type { CommandOutcome } from './command-log.ts';
import type { CommandContext } from './command-receiver.ts';
import { CommandReceiver } from './command-receiver.ts';
import { CommandSender } from './command-sender.ts';
import type { DeviceCommand, SessionMessage } from './content.ts';
import { FormValues } from './form-values.ts';

const SCAN: DeviceCommand = { verb: 'scan.start', source: 'feeder', colour: 'grey', resolution: 200, title: '見本' };
const DONE: CommandOutcome = { ok: true, documentId: null, pages: 2 };

function stage() {
  const history: { message: SessionMessage; from: ParticipantId }[] = [];
  const info = (from: ParticipantId, self: ParticipantId, replayed: boolean) => ({
    seq: 1,
    from,
    to: null,
    own: from === self,
    replayed,
    epoch: 1,
  });
  const clerk = new CommandSender(CLERK, (message) => {
    history.push({ message, from: CLERK });
    kiosk.handleMessage(message, info(CLERK, KIOSK, false));
    return Promise.resolve(history.length);
  });
  const sayFromKiosk = (message: SessionMessage) => {
    history.push({ message, from: KIOSK });
    clerk.handleMessage(message, info(KIOSK, CLERK, false));
    return Promise.resolve(history.length);
  };
  const kiosk = new CommandReceiver(KIOSK, sayFromKiosk);
  kiosk.setInCharge(CLERK);
  const replay = (end: CommandReceiver | CommandSender, self: ParticipantId) => {
    for (const { message, from } of history) end.handleMessage(message, info(from, self, true));
  };
  return { clerk, kiosk, sayFromKiosk, replay };
}

describe('device commands', () => {
  it('run once and report progress and end to the clerk', async () => {
    const { clerk, kiosk } = stage();
    kiosk.handleRestored();
    const steps: string[] = [];
    clerk.on('progress', ({ phase }) => steps.push(phase.name));
    kiosk.setExecutor((_command, { progress }) => {
      progress({ fraction: 0.5, pages: 1, fault: 'scanner-no-paper' });
      return Promise.resolve(DONE);
    });
    const { outcome } = clerk.start(SCAN);
    expect(await outcome).toEqual(DONE);
    expect(steps).toEqual(['sent', 'running', 'done']);
    expect(kiosk.getSnapshot()[0]?.phase).toEqual({ name: 'done', outcome: DONE });
  });

  it('are not run again after a reload when they were done, and resumed when they were not', async () => {
    const { clerk, kiosk, sayFromKiosk, replay } = stage();
    kiosk.handleRestored();
    kiosk.setExecutor(({ verb }) => (verb === 'scan.start' ? new Promise(() => undefined) : Promise.resolve(DONE)));
    await clerk.start({ verb: 'volume.set', level: 1 }).outcome;
    const scan = clerk.start(SCAN);
    kiosk.close();

    const run: (Pick<CommandContext, 'commandId' | 'resumed'> & { verb: string })[] = [];
    const reloaded = new CommandReceiver(KIOSK, sayFromKiosk);
    reloaded.setInCharge(CLERK);
    reloaded.setExecutor(({ verb }, { commandId, resumed }) => {
      run.push({ verb, commandId, resumed });
      return Promise.resolve(DONE);
    });
    replay(reloaded, KIOSK);
    expect(run).toEqual([]);
    reloaded.handleRestored();
    expect(run).toEqual([{ verb: 'scan.start', commandId: scan.commandId, resumed: true }]);
    expect(await scan.outcome).toEqual(DONE);

    const reloadedClerk = new CommandSender(CLERK, () => Promise.resolve(1));
    replay(reloadedClerk, CLERK);
    expect(reloadedClerk.getSnapshot().commands).toEqual(clerk.getSnapshot().commands);
    expect(await reloadedClerk.handle(scan.commandId)?.outcome).toEqual(DONE);
  });

  it('end as a failed device when the executor breaks, and that is told', async () => {
    const { clerk, kiosk } = stage();
    const failures: unknown[] = [];
    kiosk.on('failed', ({ error }) => failures.push(error));
    kiosk.handleRestored();
    kiosk.setExecutor(() => Promise.reject(new Error('host is away')));
    expect(await clerk.start(SCAN).outcome).toMatchObject({ ok: false, fault: 'scanner-failed' });
    expect(failures).toHaveLength(1);
  });

  it('cannot be answered by the one who asked, nor after their end', async () => {
    const { clerk, kiosk, sayFromKiosk } = stage();
    kiosk.handleRestored();
    const { commandId, outcome } = clerk.start(SCAN);
    const forged = { type: 'device.done' as const, commandId, outcome: { ...DONE, pages: 99 } };
    clerk.handleMessage(forged, { seq: 1, from: CLERK, to: null, own: true, replayed: true, epoch: 1 });
    expect(clerk.getSnapshot().commands[0]?.phase.name).toBe('sent');
    kiosk.setExecutor(() => Promise.resolve(DONE));
    expect(await outcome).toEqual(DONE);
    await sayFromKiosk(forged);
    expect(clerk.getSnapshot().commands[0]?.phase).toEqual({ name: 'done', outcome: DONE });
  });

  it('fail with the session', async () => {
    const { clerk } = stage();
    const { outcome } = clerk.start(SCAN);
    clerk.close();
    await expect(outcome).rejects.toMatchObject({ reason: 'closed' });
  });
});

describe('form values', () => {
  it('send the newest only while one is on its way, and keep the newest revision', async () => {
    const sent: number[] = [];
    let release: (() => void)[] = [];
    const form = new FormValues((message) => {
      if (message.type === 'form.values') sent.push(message.revision);
      return new Promise((resolve) => release.push(() => resolve(1)));
    });
    for (let i = 1; i <= 5; i++) form.patch({ [`field${i}`]: String(i) });
    release.splice(0).forEach((go) => go());
    await until('the newest', () => sent.length === 2);
    release = [];
    expect(sent).toEqual([1, 5]);
    form.handleMessage({ type: 'form.values', revision: 3, values: { old: '' }, papers: [], origins: {} });
    expect(Object.keys(form.getSnapshot().values)).toHaveLength(5);
    form.handleMessage({ type: 'form.values', revision: 9, values: { newest: '' }, papers: [], origins: {} });
    expect(form.getSnapshot()).toEqual({ revision: 9, values: { newest: '' }, papers: [], origins: {} });
  });
});
