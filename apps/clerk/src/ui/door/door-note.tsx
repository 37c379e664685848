import { Banner, useText } from '@mado/ui';
import { secondsLeft, type DoorNote as Note, type DoorPage } from '../state/door.ts';

export interface DoorNoteProps {
  readonly note: Note | null;
  /** Where it happened; on the locked screen only the password can be wrong. */
  readonly at: DoorPage['at'] | 'lock';
  readonly recovery?: boolean;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
}

/** What did not work, and what to do next. The place stays, so that a screen reader reads what comes into it. */
export function DoorNote(props: DoorNoteProps) {
  return (
    <div role="alert" className="door__note">
      {props.note === null ? null : <Said {...props} note={props.note} />}
    </div>
  );
}

function Said({ note, at, recovery = false, now }: DoorNoteProps & { readonly note: Note }) {
  const text = useText();
  if (note.why === 'wait') {
    const seconds = secondsLeft(note, now);
    if (seconds === 0) return <Banner tone="info" icon="info" title={text('door.note.wait.over')} />;
    return (
      <Banner tone="warning" icon="clock" title={text('door.note.wait', { seconds })}>
        <p>{text('door.note.wait.next')}</p>
      </Banner>
    );
  }
  if (note.why === 'again') return <Banner tone="info" icon="info" title={text('door.note.again')} />;
  if (note.why === 'turned-away') {
    return (
      <Banner tone="warning" icon="warning" title={text(`door.away.${note.because}`)}>
        <p>{text(`door.away.${note.because}.next`)}</p>
      </Banner>
    );
  }
  const words = note.why === 'wrong' ? wrongWords(at, recovery) : (`door.note.${note.why}` as const);
  return (
    <Banner tone="warning" icon="warning" title={text(words)}>
      <p>{text(`${words}.next`)}</p>
    </Banner>
  );
}

function wrongWords(at: DoorNoteProps['at'], recovery: boolean) {
  switch (at) {
    case 'lock':
      return 'door.note.wrong-password' as const;
    case 'code':
      return recovery ? ('door.note.wrong-recovery' as const) : ('door.note.wrong-code' as const);
    case 'number':
      return 'door.note.wrong-number' as const;
    case 'factor':
      return 'door.note.wrong-code' as const;
    default:
      return 'door.note.wrong' as const;
  }
}
