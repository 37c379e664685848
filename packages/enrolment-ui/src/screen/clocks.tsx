import { useLanguage, useText } from '@mado/ui';
import type { EnrolmentState } from '../state/enrolment-state.ts';

/** Both clocks, when they do not agree: without them nobody knows which one to set. */
export function Clocks({ state: { clock } }: { readonly state: EnrolmentState }) {
  const text = useText();
  const language = useLanguage();
  if (clock === null) return null;
  const format = new Intl.DateTimeFormat(language === 'ja-easy' ? 'ja' : language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  return (
    <dl className="enrol__clocks">
      <dt>{text('enrol.clock.device')}</dt>
      <dd>{format.format(clock.device)}</dd>
      <dt>{text('enrol.clock.server')}</dt>
      <dd>{format.format(clock.server)}</dd>
    </dl>
  );
}
