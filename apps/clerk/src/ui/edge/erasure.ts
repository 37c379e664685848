import type { PageClipboard } from '@mado/rpc';
import type { ClerkClient, SessionId } from '@mado/signaling';
import type { CallDesk } from './call-desk.ts';
import type { ClerkHost } from './clerk-host.ts';

/** A host that is starting again is waited for so long, in milliseconds. */
const HOST_DEADLINE_MS = 30_000;

/**
 * Destroys all that this PC has of the session and then says so to the server. What the screen holds goes first, whatever the host or the
 * line do; the word to the server comes last and waits through a broken line.
 */
export async function closeSession(
  sessionId: SessionId,
  call: CallDesk,
  client: ClerkClient,
  host: ClerkHost,
  clipboard: PageClipboard,
): Promise<void> {
  call.clear();
  if (client.place?.sessionId === sessionId) client.place.destroy();
  await clipboard.clear();
  await host.call('erase', {}, { deadlineMs: HOST_DEADLINE_MS });
  await client.confirmErased(sessionId);
}

/** Destroys what this PC has of a session that it has left, while the others go on with it. The client has destroyed its own part already. */
export async function forgetSession(call: CallDesk, host: ClerkHost, clipboard: PageClipboard): Promise<void> {
  call.clear();
  await clipboard.clear();
  await host.call('erase', {}, { deadlineMs: HOST_DEADLINE_MS });
}
