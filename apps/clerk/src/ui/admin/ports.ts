import type { DevicesPort } from './devices/port.ts';
import type { PeoplePort } from './people/port.ts';

/** How the sections of the administration reach what they work on: one port a section, invented ones in the gallery. */
export interface AdminPorts {
  readonly people: PeoplePort;
  readonly devices: DevicesPort;
}
