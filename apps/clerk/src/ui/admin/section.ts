import type { Desk, PersonState } from '@mado/signaling/wire';
import type { IconName, PlainKey } from '@mado/ui';
import type { ComponentType } from 'react';
import type { AdminPorts } from './ports.ts';

/** What a section gets to work with. */
export interface AdminSectionProps {
  /** How a section reaches the server and the host. Each uses its own. */
  readonly ports: AdminPorts;
  /** Who works here. */
  readonly person: PersonState;
  /** The desks that this device serves now. */
  readonly desks: readonly Desk[];
  /** The server's clock now, in milliseconds; ticks once a second. */
  readonly now: number;
}

/** A page of the administration. */
export interface AdminSection {
  readonly id: string;
  readonly title: PlainKey;
  readonly icon: IconName;
  /** Who sees it. The server decides again, at every step that the section takes. */
  readonly mayUse: (person: PersonState) => boolean;
  /** Everything below the title. */
  readonly Component: ComponentType<AdminSectionProps>;
}
