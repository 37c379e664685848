import type { RpcClient } from '@mado/rpc';
import type { ClerkContract } from '../../contract/index.ts';

/** The clerk PC's host, as the screen calls it. */
export type ClerkHost = RpcClient<ClerkContract>;
