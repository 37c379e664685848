import type { ParticipantId, SessionView } from '@mado/signaling/wire';
import { Button, Icon, useText } from '@mado/ui';

export interface GuestBarProps {
  readonly session: SessionView;
  readonly own: ParticipantId | null;
  readonly onDepart: () => void;
}

/** The bottom bar of a clerk who is not in charge: whose session it is, and the way out. */
export function GuestBar({ session, own, onDepart }: GuestBarProps) {
  const text = useText();
  const inCharge = session.participants.find(({ id }) => id === session.course.inCharge && id !== own);
  const name = inCharge?.name ?? '';
  return (
    <footer className="hands hands--guest" aria-label={text('transfer.guest', { name })}>
      <p className="hands__guest">
        <Icon name="user" />
        <span>
          <strong>{text('transfer.guest', { name })}</strong>
          <br />
          {text('transfer.guest.body', { name })}
        </span>
      </p>
      <Button icon="door" onClick={onDepart}>
        {text('transfer.depart')}
      </Button>
    </footer>
  );
}
