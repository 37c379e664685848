import { useLanguage, useText } from '@mado/ui';
import type { EnrolmentState, Note } from '../state/enrolment-state.ts';

/** Both clocks, when they do not agree: without them nobody knows which one to set. */
export function Clocks({ state: { clock } }: { readonly state: EnrolmentState }) {
  const text = useText();
  const format = useMoments();
  if (clock === null) return null;
  return (
    <dl className="enrol__clocks">
      <dt>{text('enrol.clock.device')}</dt>
      <dd>{format.format(clock.device)}</dd>
      <dt>{text('enrol.clock.server')}</dt>
      <dd>{format.format(clock.server)}</dd>
    </dl>
  );
}

/** This device's clock and the time of a certificate that does not hold it: what a person compares with a good clock. */
export function OutsideTimes({ note }: { readonly note: Extract<Note, { readonly outside: unknown }> }) {
  const text = useText();
  const format = useMoments();
  const { now, notBefore, notAfter } = note.outside;
  return (
    <dl className="enrol__times">
      <dt>{text('enrol.clock.device')}</dt>
      <dd>{format.format(now)}</dd>
      <dt>{text(`enrol.note.${note.about}.time`)}</dt>
      <dd>{text('enrol.from-until', { from: format.format(notBefore), until: format.format(notAfter) })}</dd>
    </dl>
  );
}

function useMoments(): Intl.DateTimeFormat {
  const language = useLanguage();
  return new Intl.DateTimeFormat(language === 'ja-easy' ? 'ja' : language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
}
