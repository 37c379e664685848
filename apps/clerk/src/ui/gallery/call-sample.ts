import type { EnrolmentState } from '@mado/enrolment-ui';
import type { AdminPorts } from '../admin/ports.ts';
import type { CallView } from '../state/call-view.ts';
import type { ClerkState } from '../state/clerk-state.ts';
import type { DoorView } from '../state/door.ts';
import type { LookView } from '../state/look.ts';

/** One state of the desk's screens, as the gallery shows it. */
export interface CallSample {
  readonly state: ClerkState;
  readonly view: CallView;
  readonly look?: LookView;
  /** The sheet of a hand that is open. */
  readonly press?: string;
  /** What is pressed one after another, as selectors, until the screen looks as it should; a function does what no press can. */
  readonly clicks?: readonly (string | (() => void))[];
  /** What the administration finds; the usual samples when absent. */
  readonly ports?: AdminPorts;
  /** It differs from a neighbour by a sentence: one mode of the gallery is enough for it. */
  readonly once?: true;
  /** How far somebody has come at the door. */
  readonly door?: DoorView;
  /** How far the device has come; nothing to be done when absent. */
  readonly enrolment?: EnrolmentState;
}
