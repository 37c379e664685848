import { beforeEach, describe, expect, it } from '@jest/globals';
import { ParticipantId } from '../wire/index.ts';
import { CLERK, COLLEAGUE, KIOSK } from '../testing/fake-relay.ts';
import type { CommandOutcome } from './command-log.ts';
import { CommandReceiver } from './command-receiver.ts';
import { CommandId, DocumentId, type DeviceCommand, type SessionMessage } from './content.ts';
import type { SendOptions } from './session-channel.ts';

const GUEST = ParticipantId.parse('p-guest');
const UNKNOWN = ParticipantId.parse('p-nobody-knows');
const DONE: CommandOutcome = { ok: true, documentId: null, pages: 1 };
const CANCELLED: CommandOutcome = { ok: false, fault: 'cancelled', documentId: null, pages: 0 };
const job = () => CommandId.parse(crypto.randomUUID());
/** Every verb that there is: the compiler asks for a new one here. */
const COMMANDS: { readonly [V in DeviceCommand['verb']]: Extract<DeviceCommand, { verb: V }> } = {
  'scan.start': { verb: 'scan.start', source: 'feeder', colour: 'grey', resolution: 200, title: '見本' },
  'scan.cancel': { verb: 'scan.cancel', commandId: job() },
  'print.document': { verb: 'print.document', documentId: DocumentId.parse(crypto.randomUUID()), copies: 1 },
  'print.cancel': { verb: 'print.cancel', commandId: job() },
  'card.read': { verb: 'card.read' },
  'card.cancel': { verb: 'card.cancel', commandId: job() },
  'volume.set': { verb: 'volume.set', level: 1 },
  'devices.report': { verb: 'devices.report' },
};

describe('the booth’s devices', () => {
  let history: { message: SessionMessage; from: ParticipantId }[];
  /** What reached the devices, and for whom. */
  let reached: string[];
  /** What the kiosk said, and to whom. */
  let said: { message: SessionMessage; to: ParticipantId | null | undefined }[];
  let kiosk: CommandReceiver;
  beforeEach(() => {
    history = [];
    reached = [];
    said = [];
    kiosk = open();
    kiosk.setInCharge(CLERK);
    kiosk.handleRestored();
  });

  /** A kiosk's screen that was just loaded, with devices that do at once what they are told. */
  function open(): CommandReceiver {
    const receiver = new CommandReceiver(KIOSK, (message, options?: SendOptions) => {
      said.push({ message, to: options?.to });
      history.push({ message, from: KIOSK });
      return Promise.resolve(history.length);
    });
    receiver.setExecutor(({ verb }, { from }) => {
      reached.push(`${verb} for ${from}`);
      return Promise.resolve(DONE);
    });
    return receiver;
  }
  function hear(message: SessionMessage, from: ParticipantId, replayed = false): void {
    kiosk.handleMessage(message, { seq: 1, from, to: null, own: from === KIOSK, replayed, epoch: 1 });
  }
  function command(from: ParticipantId, wish: DeviceCommand = COMMANDS['scan.start']): CommandId {
    const message = { type: 'device.command', commandId: job(), command: wish } as const;
    history.push({ message, from });
    hear(message, from);
    return message.commandId;
  }
  /** How the kiosk ended a command, as it told whoever gave it. */
  function toldEnd(commandId: CommandId) {
    return said.flatMap(({ message, to }) =>
      message.type === 'device.done' && message.commandId === commandId ? [{ to, outcome: message.outcome }] : [],
    );
  }
  /** Lets promises run on. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it.each(Object.values(COMMANDS))('do $verb for the clerk in charge and for nobody else', async (wish) => {
    for (const stranger of [GUEST, UNKNOWN]) {
      const refused = command(stranger, wish);
      await settled();
      expect(reached).toEqual([]);
      expect(toldEnd(refused)).toEqual([{ to: stranger, outcome: CANCELLED }]);
      expect(kiosk.getSnapshot().at(-1)?.phase).toEqual({ name: 'done', outcome: CANCELLED });
    }
    const done = command(CLERK, wish);
    await settled();
    expect(reached).toEqual([`${wish.verb} for ${CLERK}`]);
    expect(toldEnd(done)).toEqual([{ to: CLERK, outcome: DONE }]);
  });

  it('obey whoever took over from the moment of it, and the one before no more', async () => {
    command(CLERK);
    const early = command(COLLEAGUE);
    await settled();
    kiosk.setInCharge(COLLEAGUE);
    const late = command(CLERK);
    const obeyed = command(COLLEAGUE);
    await settled();
    expect(reached).toEqual([`scan.start for ${CLERK}`, `scan.start for ${COLLEAGUE}`]);
    expect(toldEnd(late)).toEqual([{ to: CLERK, outcome: CANCELLED }]);
    expect(toldEnd(obeyed)).toEqual([{ to: COLLEAGUE, outcome: DONE }]);
    // What was refused stays refused: taking over brings nothing back.
    expect(toldEnd(early)).toEqual([{ to: COLLEAGUE, outcome: CANCELLED }]);
  });

  it('do nothing while nobody is known to be in charge, and then what that clerk asked for alone', async () => {
    kiosk.setInCharge(null);
    const [guests, clerks] = [command(GUEST), command(CLERK)];
    await settled();
    expect([reached, said]).toEqual([[], []]);
    kiosk.setInCharge(CLERK);
    await settled();
    expect(reached).toEqual([`scan.start for ${CLERK}`]);
    expect(toldEnd(guests)).toEqual([{ to: GUEST, outcome: CANCELLED }]);
    expect(toldEnd(clerks)).toEqual([{ to: CLERK, outcome: DONE }]);
  });

  it('do nothing of what the history has from others, when the screen is loaded again', async () => {
    const refused = command(GUEST);
    kiosk.close();
    // Said while the screen was away: by a guest, and by a clerk who has handed over since.
    const card = COMMANDS['card.read'];
    const message = (): SessionMessage => ({ type: 'device.command', commandId: job(), command: card });
    history.push({ message: message(), from: GUEST }, { message: message(), from: CLERK });
    kiosk = open();
    kiosk.setInCharge(COLLEAGUE);
    said = [];
    for (const { message: before, from } of [...history]) hear(before, from, true);
    kiosk.handleRestored();
    await settled();
    expect(reached).toEqual([]);
    expect(said.map(({ to }) => to)).toEqual([GUEST, CLERK]);
    expect(toldEnd(refused)).toEqual([]);
  });
});
