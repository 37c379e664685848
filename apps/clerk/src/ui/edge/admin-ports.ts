import type { ClerkClient } from '@mado/signaling';
import type { AdminPorts } from '../admin/ports.ts';
import type { ClerkHost } from './clerk-host.ts';
import { templatesPort } from './templates-port.ts';

/** Joins the sections of the administration to server and host. */
export function adminPorts(client: ClerkClient, host: ClerkHost, asInstalled: () => string): AdminPorts {
  const templates = templatesPort(client, host, asInstalled);
  return { people: client.people, devices: client.devices, templates };
}
