import { useCallback, useEffect, useState } from 'react';
import type { TemplateRow, TemplatesPort } from './port.ts';

export type ListedTemplates =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed' }
  | { readonly phase: 'there'; readonly rows: readonly TemplateRow[] };

/** All templates, and a way to ask for them again. */
export function useTemplates(port: TemplatesPort): { listed: ListedTemplates; load: () => void } {
  const [listed, setListed] = useState<ListedTemplates>({ phase: 'loading' });
  const [round, setRound] = useState(0);
  const load = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    let awaited = true;
    port.list().then(
      (rows) => {
        if (awaited) setListed({ phase: 'there', rows });
      },
      () => {
        if (awaited) setListed({ phase: 'failed' });
      },
    );
    return () => {
      awaited = false;
    };
  }, [port, round]);
  return { listed, load };
}
