import { randomUUID } from 'node:crypto';
import { methods, type SessionId } from '@mado/signaling/wire';
import type { AuditEntry } from '../audit/record.ts';
import { byDevice } from '../audit/record.ts';
import { noSuchSession, Refusal } from '../wire/refusal.ts';
import type { Line } from '../wire/line.ts';
import type { Presence } from '../wire/presence.ts';
import { CLERK, KIOSK, route } from '../wire/route.ts';
import type { Reservations } from './reservations.ts';
import type { Sessions } from './sessions.ts';

interface Surroundings {
  readonly sessions: Pick<Sessions, 'get'>;
  readonly reservations: Pick<Reservations, 'find'>;
  readonly presence: Pick<Presence, 'lineOf'>;
  readonly note: (entry: AuditEntry) => void;
}

interface Question {
  readonly line: Line;
  readonly sessionId: SessionId;
  readonly answer: (sealed: Uint8Array<ArrayBuffer> | null) => void;
}

/** How long a kiosk has for its answer, in milliseconds: less than its asker waits. */
const PATIENCE_MS = 6_000;

/**
 * Carries a clerk's question for a still of the citizen to the kiosk of a waiting session, and the answer back. Both are sealed from
 * device to device. Nothing of them is kept; that somebody asked stands in the audit log.
 */
export function stillRoutes({ sessions, reservations, presence, note }: Surroundings) {
  const open = new Map<string, Question>();

  function settle(id: string, sealed: Uint8Array<ArrayBuffer> | null): void {
    const question = open.get(id);
    open.delete(id);
    question?.answer(sealed);
  }

  return {
    'still.ask': route(methods['still.ask'], CLERK, (line, { sessionId, asked }) => {
      const session = sessions.get(sessionId);
      // The place says that this clerk serves the desk; it is gone when the session is.
      if (session?.state !== 'waiting' || reservations.find(sessionId, line.device.id) === undefined)
        throw noSuchSession();
      for (const [id, question] of open) if (question.line === line) settle(id, null);
      const kiosk = presence.lineOf(session.kiosk.deviceId);
      if (kiosk === undefined) return { answer: null };
      note({
        actor: byDevice(line.device.id),
        action: 'session.stillAsked',
        subject: { session: session.id, desk: session.deskId },
      });
      return new Promise<{ answer: Uint8Array<ArrayBuffer> | null }>((resolve) => {
        const questionId = randomUUID();
        const timer = setTimeout(() => settle(questionId, null), PATIENCE_MS);
        open.set(questionId, {
          line,
          sessionId,
          answer: (answer) => {
            clearTimeout(timer);
            resolve({ answer });
          },
        });
        kiosk.notify('still.asked', { sessionId, questionId, asked });
      });
    }),
    'still.answer': route(methods['still.answer'], KIOSK, (line, { sessionId, questionId, answer }) => {
      if (sessions.get(sessionId)?.kiosk.deviceId !== line.device.id)
        throw new Refusal('forbidden', 'not the kiosk of this session');
      if (open.get(questionId)?.sessionId === sessionId) settle(questionId, Uint8Array.from(answer));
      return {};
    }),
  };
}
