import type { ClerkClient } from '@mado/signaling';
import type { AdminPorts } from '../admin/ports.ts';

/** Joins the sections of the administration to server and host. */
export function adminPorts(client: ClerkClient): AdminPorts {
  return { people: client.people, devices: client.devices };
}
