import { Banner, Button, useText } from '@mado/ui';
import type { Job } from '../state/booth.ts';

export interface JobNoteProps {
  readonly job: Job;
  readonly onPutAside: () => void;
}

/** How the last job at the booth ended. A failure stays until it is put aside; a success is said and goes by itself. */
export function JobNote({ job, onPutAside }: JobNoteProps) {
  const text = useText();
  if (job.outcome === null) return null;
  const close = <Button kind="quiet" icon="close" aria-label={text('common.close')} onClick={onPutAside} />;
  if (job.outcome.ok) {
    const words = text(job.verb === 'scan' ? 'clerk.job.scanned' : 'clerk.job.printed', { pages: job.outcome.pages });
    return <Banner tone="success" icon="check" live="polite" title={words} actions={close} />;
  }
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
