import { Store } from '../core/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import type { CommandLog, CommandOutcome, CommandProgress } from './command-log.ts';
import { findCommand, recordCommand, unfinished } from './command-log.ts';
import type { CommandId, DeviceCommand, DeviceFault, DeviceState, SessionMessage } from './content.ts';
import type { MessageInfo, Say } from './session-channel.ts';

export interface CommandContext {
  /** Also the host's `jobId`: the host starts nothing twice under it. */
  readonly commandId: CommandId;
  readonly from: ParticipantId;
  /** The command was given before this screen was reloaded; the host may be in the middle of it, or through. */
  readonly resumed: boolean;
  /** Aborts when the session ends. */
  readonly signal: AbortSignal;
  /** Tells the clerk how far it is. */
  progress(progress: CommandProgress): void;
}

/** Carries out one command at the booth and says how it ended. */
export type CommandExecutor = (command: DeviceCommand, context: CommandContext) => Promise<CommandOutcome>;

export interface CommandReceiverEvents {
  /** The executor threw; the clerk was told that the device failed. For logs. */
  failed: [{ readonly commandId: CommandId; readonly error: unknown }];
}

/**
 * The kiosk's end of the device commands: carries out each command once and reports. A command whose end is in the
 * history is not carried out again after a reload; one without an end is given to the executor with `resumed`.
 * The snapshot is the log, for the banner that says who does what with the booth's devices.
 */
export class CommandReceiver extends Store<CommandLog, CommandReceiverEvents> {
  readonly #self: ParticipantId;
  readonly #say: Say;
  readonly #end = new AbortController();
  readonly #started = new Set<CommandId>();
  #executor: CommandExecutor | null = null;
  #restored = false;
  #inCharge: ParticipantId | null = null;

  constructor(self: ParticipantId, say: Say) {
    super([]);
    this.#self = self;
    this.#say = say;
  }

  /** Names who carries commands out; what came before runs now. */
  setExecutor(executor: CommandExecutor): void {
    this.#executor = executor;
    this.#runWaiting(false);
  }

  /** Who alone may have commands carried out from now on; null: nobody is known yet, and nothing runs. */
  setInCharge(inCharge: ParticipantId | null): void {
    if (this.#inCharge === inCharge) return;
    this.#inCharge = inCharge;
    this.#runWaiting(true);
  }

  /** Tells the clerk how the devices are. */
  async reportDevices(state: DeviceState): Promise<void> {
    await this.#say({ type: 'device.state', state });
  }

  handleMessage(message: SessionMessage, info: MessageInfo): void {
    const log = recordCommand(this.getSnapshot(), message, info.from);
    this.setSnapshot(log);
    if (this.#restored && message.type === 'device.command') this.#runWaiting(info.replayed);
  }

  /** The history is complete: what it left unfinished goes on. */
  handleRestored(): void {
    this.#restored = true;
    this.#runWaiting(true);
  }

  close(): void {
    this.#end.abort();
    this.#executor = null;
    this.setSnapshot([]);
    this.removeAllListeners();
  }

  #runWaiting(resumed: boolean): void {
    const executor = this.#executor;
    const inCharge = this.#inCharge;
    if (executor === null || inCharge === null || !this.#restored) return;
    for (const { commandId, command, from } of unfinished(this.getSnapshot())) {
      if (from === this.#self || this.#started.has(commandId)) continue;
      this.#started.add(commandId);
      // A guest, or a clerk who has handed over, orders nothing here; saying so ends it for good.
      if (from === inCharge) void this.#run(executor, command, commandId, from, resumed);
      else this.#tell({ type: 'device.done', commandId, outcome: refusedOutcome }, from);
    }
  }

  async #run(
    executor: CommandExecutor,
    command: DeviceCommand,
    commandId: CommandId,
    from: ParticipantId,
    resumed: boolean,
  ): Promise<void> {
    const { signal } = this.#end;
    const progress = (report: CommandProgress) => {
      if (!signal.aborted) this.#tell({ type: 'device.progress', commandId, ...report }, from);
    };
    let outcome: CommandOutcome;
    try {
      outcome = await executor(command, { commandId, from, resumed, signal, progress });
    } catch (error) {
      if (signal.aborted) return;
      this.emit('failed', { commandId, error });
      outcome = { ok: false, fault: faultOf(command), documentId: null, pages: 0 };
    }
    if (!signal.aborted) this.#tell({ type: 'device.done', commandId, outcome }, from);
  }

  #tell(message: Extract<SessionMessage, { type: 'device.progress' | 'device.done' }>, to: ParticipantId): void {
    if (findCommand(this.getSnapshot(), message.commandId)?.phase.name === 'done') return;
    this.setSnapshot(recordCommand(this.getSnapshot(), message, this.#self));
    this.#say(message, { to }).catch((error: unknown) => {
      if (!this.#end.signal.aborted) this.emit('failed', { commandId: message.commandId, error });
    });
  }
}

const refusedOutcome: CommandOutcome = { ok: false, fault: 'cancelled', documentId: null, pages: 0 };

/** The words for a command whose executor broke. */
function faultOf(command: DeviceCommand): DeviceFault {
  switch (command.verb) {
    case 'scan.start':
    case 'scan.cancel':
      return 'scanner-failed';
    case 'print.document':
    case 'print.cancel':
      return 'printer-failed';
    case 'card.read':
    case 'card.cancel':
      return 'card-failed';
    case 'volume.set':
    case 'devices.report':
      return 'host-restarted';
  }
}
