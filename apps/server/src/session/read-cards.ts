import { methods, type SessionId } from '@mado/signaling/wire';
import type { AuditEntry } from '../audit/record.ts';
import { byDevice } from '../audit/record.ts';
import { Refusal } from '../wire/refusal.ts';
import { KIOSK, route } from '../wire/route.ts';
import type { Sessions } from './sessions.ts';

interface Surroundings {
  readonly sessions: Pick<Sessions, 'get' | 'placeOf'>;
  /** Throws when the line cannot be stored; the booth then hands nothing over. */
  readonly record: (entry: AuditEntry) => void;
}

/** Most readings of one session that get a line each: nobody's card is read so often. */
const MOST_LINES = 100;

/** That a card was read at a booth stands in the audit log before the clerk has what it said. */
export function readCardRoutes({ sessions, record }: Surroundings) {
  /** Readings that have their line, by session: one that is told again gets the answer and no second line. */
  const noted = new Map<SessionId, Set<string>>();

  return {
    'card.noteRead': route(methods['card.noteRead'], KIOSK, (line, { sessionId, readId, outcome }) => {
      const { session } = sessions.placeOf(line.device.id, sessionId);
      if (session.state !== 'active' && session.state !== 'admitted')
        throw new Refusal('out-of-order', 'the conversation is over');
      for (const id of noted.keys()) if (sessions.get(id) === undefined) noted.delete(id);
      const known = noted.get(sessionId) ?? new Set();
      if (known.has(readId)) return {};
      if (known.size >= MOST_LINES) throw new Refusal('limited', 'too many readings in one session');
      record({
        actor: byDevice(line.device.id),
        action: 'card.read',
        subject: { session: session.id, desk: session.deskId, outcome },
      });
      noted.set(sessionId, known.add(readId));
      return {};
    }),
  };
}
