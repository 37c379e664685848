import { randomUUID } from 'node:crypto';
import type { SessionId } from '@mado/signaling/wire';
import type { TestClient } from './client.ts';
import { desk, type Stage } from './stage.ts';

/** A kiosk that has checked in. */
export async function checkIn(kiosk: TestClient): Promise<SessionId> {
  const { session } = await kiosk.ask('session.checkIn', { deskId: desk, procedureId: null, requestKey: randomUUID() });
  return session.id;
}

/** A kiosk and a clerk in a session that is active. */
export async function talk(stage: Stage) {
  const { client: kiosk } = await stage.enter('kiosk');
  const { client: clerk } = await stage.enter('clerk');
  for (const end of [kiosk, clerk]) end.keepAlive();
  const sessionId = await checkIn(kiosk);
  const { participantId: clerkId } = await clerk.ask('session.admit', { sessionId });
  await kiosk.ask('session.joined', { sessionId });
  const { session } = await clerk.ask('session.joined', { sessionId });
  const kioskId = session.participants.find((each) => each.role === 'kiosk')?.id;
  if (!kioskId) throw new Error('the session has no kiosk');
  return { kiosk, clerk, sessionId, kioskId, clerkId };
}
