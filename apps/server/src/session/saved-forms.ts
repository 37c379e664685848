import { methods, type SessionId } from '@mado/signaling/wire';
import type { AuditEntry } from '../audit/record.ts';
import { byDevice } from '../audit/record.ts';
import { Refusal } from '../wire/refusal.ts';
import { CLERK, route } from '../wire/route.ts';
import type { Sessions } from './sessions.ts';

interface Surroundings {
  readonly sessions: Pick<Sessions, 'get' | 'placeOf'>;
  /** Throws when the line cannot be stored; the clerk's app then saves nothing. */
  readonly record: (entry: AuditEntry) => void;
}

/** That a clerk takes filled forms out of the session, on purpose, stands in the audit log before the files do. */
export function savedFormsRoutes({ sessions, record }: Surroundings) {
  /** Savings that have their line, by session: a question that is asked again gets the answer and no second line. */
  const noted = new Map<SessionId, Set<string>>();

  return {
    'forms.noteSaved': route(methods['forms.noteSaved'], CLERK, (line, { sessionId, saveId, forms }) => {
      const { session } = sessions.placeOf(line.device.id, sessionId);
      if (session.state !== 'active' && session.state !== 'admitted')
        throw new Refusal('out-of-order', 'the conversation is over');
      for (const id of noted.keys()) if (sessions.get(id) === undefined) noted.delete(id);
      const known = noted.get(sessionId) ?? new Set();
      if (known.has(saveId)) return {};
      record({
        actor: byDevice(line.device.id),
        action: 'session.formsSaved',
        subject: { session: session.id, desk: session.deskId, forms: forms.join(' '), files: forms.length },
      });
      noted.set(sessionId, known.add(saveId));
      return {};
    }),
  };
}
