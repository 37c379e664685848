import type { RpcClient } from '@mado/rpc';
import type { ClerkContract } from '../../contract/index.ts';

/** The host process of this PC, as the page asks it. */
export type ClerkHost = RpcClient<ClerkContract>;
