import type { CommandId, CommandLog, CommandView, DeviceFault } from '@mado/signaling';
import type { Call } from './kiosk-state.ts';

type Device = 'scanner' | 'printer';

/** A device that works for the clerk, as the band tells it. */
export type Work =
  | {
      readonly phase: 'running';
      readonly commandId: CommandId;
      readonly device: Device;
      readonly pages: number;
      /** 0 to 1, or null when the device tells no measure. */
      readonly fraction: number | null;
      /** The device waits for somebody to mend this. */
      readonly fault: DeviceFault | null;
      readonly stopping: boolean;
    }
  | { readonly phase: 'done'; readonly device: Device; readonly pages: number }
  | { readonly phase: 'failed'; readonly device: Device; readonly fault: DeviceFault };

/** What the band tells about the booth's devices: the command that runs, else the one whose end is still told. */
export function workOf(call: Pick<Call, 'commands' | 'stopping' | 'settled'>): Work | null {
  const running = call.commands.findLast((command) => deviceOf(command) !== null && command.phase.name !== 'done');
  const told = running ?? call.commands.find(({ commandId }) => commandId === call.settled?.commandId);
  const device = told ? deviceOf(told) : null;
  if (told === undefined || device === null) return null;
  const { phase, commandId } = told;
  switch (phase.name) {
    case 'sent':
    case 'running': {
      const { pages, fraction, fault } = phase.name === 'running' ? phase : { pages: 0, fraction: null, fault: null };
      return { phase: 'running', commandId, device, pages, fraction, fault, stopping: call.stopping === commandId };
    }
    case 'done':
      return phase.outcome.ok
        ? { phase: 'done', device, pages: phase.outcome.pages }
        : { phase: 'failed', device, fault: phase.outcome.fault };
  }
}

/** The command that came to its end between two states of the log. */
export function newlyDone(before: CommandLog, after: CommandLog): CommandView | undefined {
  const isDone = (log: CommandLog, commandId: CommandId) =>
    log.find((command) => command.commandId === commandId)?.phase.name === 'done';
  return after.findLast(
    (command) => deviceOf(command) !== null && command.phase.name === 'done' && !isDone(before, command.commandId),
  );
}

/** Pages that came out of a device in the whole session. */
export function pagesOf(commands: CommandLog, device: Device): number {
  return commands
    .filter((command) => deviceOf(command) === device)
    .reduce((sum, { phase }) => sum + (phase.name === 'done' ? phase.outcome.pages : 0), 0);
}

/** The loudness that the clerk asked for last; null when they never did. */
export function volumeOf(commands: CommandLog): number | null {
  const level = commands.findLast(({ command }) => command.verb === 'volume.set')?.command;
  return level?.verb === 'volume.set' ? level.level : null;
}

function deviceOf({ command }: CommandView): Device | null {
  switch (command.verb) {
    case 'scan.start':
      return 'scanner';
    case 'print.document':
      return 'printer';
    default:
      return null;
  }
}
