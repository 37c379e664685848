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

/** What the log says of a session's way between desks and people, from one step to the next. */
export function courseEntries(before: Session, after: Session, actor: AuditActor): AuditEntry[] {
  const entries: AuditEntry[] = [];
  const was = { session: after.id, desk: before.deskId };
  const { offer, answered, gone } = after.course;
  if (after.state === 'waiting' && after.deskId !== before.deskId)
    entries.push({ actor, action: 'session.redirected', subject: { ...was, to: after.deskId } });
  if (offer !== null && offer.id !== before.course.offer?.id)
    entries.push({ actor, action: 'session.offered', subject: { ...was, to: offer.deskId, way: offer.way } });
  if (answered !== null && answered.id !== before.course.answered?.id) {
    const { deskId: to, way, outcome } = answered;
    entries.push({ actor, action: 'session.offerAnswered', subject: { ...was, to, way, outcome } });
  }
  if (after.state === 'active' && before.state === 'active' && after.clerk.id !== before.clerk.id) {
    const subject = { session: after.id, desk: after.deskId, device: after.clerk.deviceId };
    entries.push({ actor, action: 'session.handedOver', subject });
  }
  for (const { deviceId: device, why } of gone.slice(before.course.gone.length))
    entries.push({ actor, action: 'session.departed', subject: { ...was, device, why } });
  return entries;
}
