import type { DevicesClient } from '@mado/signaling';

/** What the section "devices" asks of the server. */
export type DevicesPort = Pick<DevicesClient, 'view' | 'code' | 'decline' | 'upload'>;
