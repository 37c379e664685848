export type { MessageFault } from './message-fault.ts';
export { MessageKeys, PAST_EPOCHS, SealingHeldError } from './message-keys.ts';
export type { OpenedMessage } from './message-keys.ts';
