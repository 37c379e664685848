export type { MessageFault } from './message-fault.ts';
export { MessageKeys, SealingHeldError, sealedInEpoch, streamOf } from './message-keys.ts';
export type { MessageSender, OpenedMessage } from './message-keys.ts';
