import type { z } from 'zod';
import type { KioskContract } from '../contract/index.ts';

/** Names and contents of what this host says unasked. */
export type KioskEventName = keyof KioskContract['events'];
export type KioskEvent<N extends KioskEventName> = z.infer<KioskContract['events'][N]>;
export type EmitKioskEvent = <N extends KioskEventName>(name: N, event: KioskEvent<N>) => void;
