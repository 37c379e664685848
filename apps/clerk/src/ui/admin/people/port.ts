import type { PeopleClient } from '@mado/signaling';

/** What the section "people" asks of the server. */
export type PeoplePort = Pick<PeopleClient, 'list' | 'desks' | 'create' | 'change' | 'reset'>;
