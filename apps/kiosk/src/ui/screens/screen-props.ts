import type { EnrolmentActions, EnrolmentState } from '@mado/enrolment-ui';
import type { DisplaySettings } from '@mado/ui';
import type { KioskState } from '../state/kiosk-state.ts';
import type { KioskActions } from './actions.ts';
import type { LevelSource, PaperView, Pictures } from './views.ts';

/** What every screen is drawn from. */
export interface ScreenProps {
  readonly state: KioskState;
  readonly display: DisplaySettings;
  readonly actions: KioskActions;
  readonly pictures: Pictures;
  readonly papers: readonly PaperView[];
  readonly level: LevelSource;
  readonly enrolment: { readonly state: EnrolmentState; readonly actions: EnrolmentActions };
}
