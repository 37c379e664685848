import { useText } from '@mado/ui';
import type { Request } from '../state/hand-over.ts';

/** Says that the server did not agree, and why. */
export function RequestNote({ request }: { readonly request: Request }) {
  const text = useText();
  if (request.phase !== 'failed') return null;
  return (
    <p className="request-note" role="alert">
      {text('transfer.failed')} {text(request.code === 'no-answer' ? 'transfer.no-answer' : `error.${request.code}`)}
    </p>
  );
}
