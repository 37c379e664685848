import type { RpcClient } from '@mado/rpc';
import type { KioskContract } from '../../contract/index.ts';

/** The booth's host process, as the user interface reaches it. */
export type KioskHost = Pick<RpcClient<KioskContract>, 'call' | 'on' | 'state' | 'subscribe'>;
