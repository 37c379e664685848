import { seatsOf, type Session } from '../session/machine.ts';
import type { AuditActor, AuditEntry } from './record.ts';

/** What the log says of a session that has just come into its present state. */
export function sessionEntry(session: Session, actor: AuditActor): AuditEntry {
  const sitting = { session: session.id, desk: session.deskId };
  switch (session.state) {
    case 'waiting':
      return { actor, action: 'session.checkedIn', subject: sitting };
    case 'admitted':
      return { actor, action: 'session.admitted', subject: sitting };
    case 'active':
      return { actor, action: 'session.active', subject: sitting };
    case 'ended':
      return { actor, action: 'session.ended', subject: { ...sitting, reason: session.endReason } };
    case 'erased': {
      const unconfirmed = seatsOf(session).filter((seat) => !seat.erased).length;
      return { actor, action: 'session.erased', subject: { ...sitting, unconfirmed } };
    }
  }
}
