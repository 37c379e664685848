import type { ConnectionState } from '@mado/signaling';
import type { Link } from './clerk-state.ts';

/** The line to the server in the words of the screen. `serverRestarts`: the server said good-bye before the line broke. */
export function linkOf(connection: ConnectionState, serverRestarts: boolean): Link {
  switch (connection.phase) {
    case 'online':
      return { phase: 'online' };
    case 'reconnecting':
      return { phase: 'reconnecting', since: connection.since, serverRestarts };
    case 'refused':
      return { phase: 'refused', code: connection.code };
    case 'replaced':
      return { phase: 'replaced' };
    case 'connecting':
    case 'closed':
      return { phase: 'connecting' };
  }
}
