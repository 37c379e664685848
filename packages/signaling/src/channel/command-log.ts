import type { ParticipantId } from '../wire/index.ts';
import type { CardProgress } from './card.ts';
import type { CommandId, DeviceCommand, DeviceFault, SessionMessage } from './content.ts';

type DoneMessage = Extract<SessionMessage, { type: 'device.done' }>;
type ProgressMessage = Extract<SessionMessage, { type: 'device.progress' }>;

/** How a command ended. `documentId`: the document that the scanned pages became, also when the command broke off. */
export type CommandOutcome = DoneMessage['outcome'];

/** How far a command is; `fault`: what somebody must mend while the device waits; `card`: of a card that is being read. */
export type CommandProgress = Pick<ProgressMessage, 'fraction' | 'pages' | 'fault' | 'card'>;

export type CommandPhase =
  | { readonly name: 'sent' }
  | {
      readonly name: 'running';
      readonly fraction: number | null;
      readonly pages: number;
      readonly fault: DeviceFault | null;
      readonly card?: CardProgress;
    }
  | { readonly name: 'done'; readonly outcome: CommandOutcome };

/** One command as both screens show it. */
export interface CommandView {
  readonly commandId: CommandId;
  readonly command: DeviceCommand;
  /** Who asked for it. */
  readonly from: ParticipantId;
  readonly phase: CommandPhase;
}

/** The commands of a session, oldest first. */
export type CommandLog = readonly CommandView[];

export function findCommand(log: CommandLog, commandId: CommandId): CommandView | undefined {
  return log.find((entry) => entry.commandId === commandId);
}

/** Commands that are not done, oldest first. */
export function unfinished(log: CommandLog): CommandLog {
  return log.filter((entry) => entry.phase.name !== 'done');
}

/**
 * The log after one message from `from`. A command is entered once; progress and an end count only when they come from
 * somebody else than the one who asked, and never after the end. What changes nothing gives back the same log.
 */
export function recordCommand(log: CommandLog, message: SessionMessage, from: ParticipantId): CommandLog {
  switch (message.type) {
    case 'device.command': {
      if (findCommand(log, message.commandId) !== undefined) return log;
      const { commandId, command } = message;
      return [...log, { commandId, command, from, phase: { name: 'sent' } }];
    }
    case 'device.progress': {
      const { fraction, pages, fault, card } = message;
      const running = { name: 'running', fraction, pages, fault } as const;
      return withPhase(log, message.commandId, from, card === undefined ? running : { ...running, card });
    }
    case 'device.done':
      return withPhase(log, message.commandId, from, { name: 'done', outcome: message.outcome });
    default:
      return log;
  }
}

function withPhase(log: CommandLog, commandId: CommandId, from: ParticipantId, phase: CommandPhase): CommandLog {
  const entry = findCommand(log, commandId);
  if (entry === undefined || entry.from === from || entry.phase.name === 'done') return log;
  return log.map((other) => (other === entry ? { ...entry, phase } : other));
}
