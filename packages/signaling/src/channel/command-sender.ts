import { Store } from '../core/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import { ChannelError } from './channel-error.ts';
import type { CommandLog, CommandOutcome, CommandView } from './command-log.ts';
import { findCommand, recordCommand } from './command-log.ts';
import type { DeviceCommand, DeviceState, SessionMessage } from './content.ts';
import { CommandId } from './content.ts';
import type { MessageInfo, Say } from './session-channel.ts';

/** What the clerk's screen knows of the booth's devices. */
export interface BoothDevices {
  readonly commands: CommandLog;
  /** Null until the kiosk has told. */
  readonly devices: DeviceState | null;
}

interface Waiting {
  readonly resolve: (outcome: CommandOutcome) => void;
  readonly reject: (error: unknown) => void;
}

export interface CommandSenderEvents {
  /** A command moved on. */
  progress: [CommandView];
}

/** A command that was given. */
export interface CommandHandle {
  readonly commandId: CommandId;
  /** How it ended. Fails with a `ChannelError` when the session ends first or the command could not be sent. */
  readonly outcome: Promise<CommandOutcome>;
}

/**
 * The clerk's hand on the booth's devices. After a reload the history brings the commands back, and `handle` gives
 * their ends again.
 */
export class CommandSender extends Store<BoothDevices, CommandSenderEvents> {
  readonly #self: ParticipantId;
  readonly #say: Say;
  readonly #waiting = new Map<CommandId, Waiting>();
  readonly #handles = new Map<CommandId, CommandHandle>();
  #closed = false;

  constructor(self: ParticipantId, say: Say) {
    super({ commands: [], devices: null });
    this.#self = self;
    this.#say = say;
  }

  /** Gives a command to the kiosk (`to`; without it, to the others in the session). */
  start(command: DeviceCommand, to: ParticipantId | null = null): CommandHandle {
    const commandId = CommandId.parse(crypto.randomUUID());
    const message: SessionMessage = { type: 'device.command', commandId, command };
    this.#record(message, this.#self);
    const handle = this.#handleOf(commandId);
    this.#say(message, { to }).catch((error: unknown) => {
      this.#waiting.get(commandId)?.reject(error);
      this.#waiting.delete(commandId);
    });
    return handle;
  }

  /** The handle of a command of this session, or null when there is none. */
  handle(commandId: CommandId): CommandHandle | null {
    return findCommand(this.getSnapshot().commands, commandId) === undefined ? null : this.#handleOf(commandId);
  }

  handleMessage(message: SessionMessage, info: MessageInfo): void {
    if (message.type === 'device.state') {
      if (!info.own) this.setSnapshot({ ...this.getSnapshot(), devices: message.state });
      return;
    }
    this.#record(message, info.from);
  }

  close(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) reject(new ChannelError('closed', null));
    this.#waiting.clear();
    this.#handles.clear();
    this.setSnapshot({ commands: [], devices: null });
    this.removeAllListeners();
  }

  #record(message: SessionMessage, from: ParticipantId): void {
    const before = this.getSnapshot();
    const commands = recordCommand(before.commands, message, from);
    if (commands === before.commands || !('commandId' in message)) return;
    this.setSnapshot({ ...before, commands });
    const view = findCommand(commands, message.commandId);
    if (view === undefined) return;
    if (view.phase.name === 'done') {
      this.#waiting.get(view.commandId)?.resolve(view.phase.outcome);
      this.#waiting.delete(view.commandId);
    }
    this.emit('progress', view);
  }

  #handleOf(commandId: CommandId): CommandHandle {
    const known = this.#handles.get(commandId);
    if (known !== undefined) return known;
    const view = findCommand(this.getSnapshot().commands, commandId);
    const outcome =
      view?.phase.name === 'done'
        ? Promise.resolve(view.phase.outcome)
        : new Promise<CommandOutcome>((resolve, reject) => {
            if (this.#closed) reject(new ChannelError('closed', null));
            else this.#waiting.set(commandId, { resolve, reject });
          });
    // The log tells the end as well, so nobody has to wait on the handle.
    outcome.catch(() => undefined);
    const handle = { commandId, outcome };
    this.#handles.set(commandId, handle);
    return handle;
  }
}
