import { Banner, useText } from '@mado/ui';
import type { Note } from '../state/enrolment-state.ts';
import { OutsideTimes } from './clocks.tsx';

/** What went wrong, and what IT staff do about it. */
export function NoteBanner({ note }: { readonly note: Note | null }) {
  return (
    <div role="alert">
      {note === null ? null : (
        <div data-note={note.about}>
          <Banner tone="warning" icon="warning" title={<Title note={note} />}>
            <p>
              <Next note={note} />
            </p>
            {'outside' in note ? <OutsideTimes note={note} /> : null}
          </Banner>
        </div>
      )}
    </div>
  );
}

function Title({ note }: { readonly note: Note }) {
  const text = useText();
  if (note.about === 'unreachable') return text('enrol.note.unreachable');
  return text(`enrol.note.${note.about}`);
}

function Next({ note }: { readonly note: Note }) {
  const text = useText();
  switch (note.about) {
    case 'unreachable':
      return text(`enrol.note.unreachable.${note.cause}`);
    case 'certificate':
      switch (note.fault) {
        case 'not-yet-valid':
        case 'expired':
          return text('enrol.note.certificate.time');
        case 'revoked':
          return text('enrol.note.certificate.revoked');
        case 'wrong-key':
          return text('enrol.note.certificate.key');
        default:
          return text('enrol.note.certificate.other', { fault: note.fault });
      }
    default:
      return text(`enrol.note.${note.about}.next`);
  }
}
