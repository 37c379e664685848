import { AttractScreen } from './attract.tsx';
import { BookingScreen } from './booking.tsx';
import { CallScreen } from './call.tsx';
import { DeskScreen, ProcedureScreen } from './check-in.tsx';
import { ConsentScreen } from './consent.tsx';
import { EquipmentScreen } from './equipment.tsx';
import { OutOfServiceScreen } from './out-of-service.tsx';
import { HelpOverlay, IdleOverlay } from './overlays.tsx';
import type { ScreenProps } from './screen-props.ts';
import { ThanksScreen } from './thanks.tsx';
import { WaitingScreen } from './waiting.tsx';

/** The whole booth's picture, drawn from the state alone. */
export function KioskScreen(props: ScreenProps & { readonly onTouched: () => void }) {
  const { state, actions, onTouched } = props;
  return (
    <>
      <Present {...props} />
      {state.helping ? <HelpOverlay actions={actions} /> : null}
      {state.idle.phase === 'asking' && !state.helping ? (
        <IdleOverlay idle={state.idle} waiting={state.screen.name === 'waiting'} onStay={onTouched} />
      ) : null}
    </>
  );
}

function Present(props: ScreenProps) {
  const { state } = props;
  const { screen } = state;
  // Whoever is in a session is told there; a booth that nobody uses says that it cannot be used.
  const out = state.out !== null || props.enrolment.state.why !== null;
  if (out && screen.name !== 'thanks') return <OutOfServiceScreen {...props} out={state.out} />;
  switch (screen.name) {
    case 'attract':
      return <AttractScreen {...props} />;
    case 'desk':
      return <DeskScreen {...props} />;
    case 'booking':
      return <BookingScreen {...props} entry={screen.entry} />;
    case 'procedure':
      return <ProcedureScreen {...props} deskId={screen.deskId} />;
    case 'consent':
      return <ConsentScreen {...props} choice={screen.choice} />;
    case 'equipment':
      return <EquipmentScreen {...props} checkIn={screen.checkIn} />;
    case 'waiting':
      return <WaitingScreen {...props} session={screen.session} asking={screen.asking} looked={screen.looked} />;
    case 'call':
      return <CallScreen {...props} call={screen.call} />;
    case 'thanks':
      return <ThanksScreen {...props} summary={screen.summary} erasure={screen.erasure} />;
  }
}
