import { Banner, Button, useText } from '@mado/ui';
import type { Job } from '../state/booth.ts';

export interface JobNoteProps {
  readonly job: Job;
  readonly onPutAside: () => void;
}

/** Why the last job at the booth ended without success. Stays until it is put aside. */
export function JobNote({ job, onPutAside }: JobNoteProps) {
  const text = useText();
  if (job.outcome?.ok !== false) return null;
  const close = <Button kind="quiet" icon="close" aria-label={text('common.close')} onClick={onPutAside} />;
  const kept = job.verb === 'scan' && job.outcome.pages > 0;
  return (
    <Banner
      tone="warning"
      icon="warning"
      live="polite"
      title={text(`device.clerk.${job.outcome.fault}`)}
      actions={close}
    >
      {kept ? <p>{text('clerk.job.kept', { pages: job.outcome.pages })}</p> : null}
    </Banner>
  );
}
