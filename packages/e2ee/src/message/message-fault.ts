/** Why a sealed message was not opened. Named on screen under `message.<fault>`. */
export type MessageFault =
  /** No sealed message, or one that was cut short. */
  | 'malformed'
  /** Sealed in an epoch that this device has not come to: a change of the group was withheld. */
  | 'future-epoch'
  /** Sealed so long ago that the keys are destroyed, or before this device was a member. */
  | 'past-epoch'
  /** In the name of a place that nobody had, or of a device that was removed before this message came. */
  | 'unknown-sender'
  /** Changed on the way, or made by somebody without the key. */
  | 'forged'
  /** Delivered a second time, or out of its order. */
  | 'replayed';
