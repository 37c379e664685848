import { useEffect, useState } from 'react';
import type { Inspection } from './workbench-port.ts';

/** How far the recognition of a scanned form's words is; `none`: there is nothing to recognise. */
export type NamingState =
  { readonly phase: 'none' | 'done' | 'failed' } | { readonly phase: 'running'; readonly fraction: number | null };

interface Named {
  /** What was found before. */
  readonly of: Inspection;
  /** The same with names, once the words have come. */
  readonly inspection: Inspection;
  readonly naming: NamingState;
}

/** What was found of a form: at once its boxes; when the words of scanned pages have been recognised, the same boxes with names. */
export function useNaming(
  found: Inspection | null,
): Pick<Named, 'naming'> & { readonly inspection: Inspection | null } {
  const [named, setNamed] = useState<Named | null>(null);
  useEffect(() => {
    if (found?.naming === undefined) return;
    const stop = new AbortController();
    const say = (naming: NamingState, inspection = found): void => {
      if (!stop.signal.aborted) setNamed({ of: found, inspection, naming });
    };
    const progress = (fraction: number): void => say({ phase: 'running', fraction });
    found.naming(progress, stop.signal).then(
      (proposals) => say({ phase: 'done' }, { ...found, proposals }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        if (!isTimeout(error)) reportError(error);
        say({ phase: 'failed' });
      },
    );
    return () => stop.abort();
  }, [found]);
  // What came for a form that was open before counts no more.
  if (named?.of === found) return named;
  return { inspection: found, naming: found?.naming === undefined ? NOTHING : BEGINNING };
}

const NOTHING: NamingState = { phase: 'none' };
const BEGINNING: NamingState = { phase: 'running', fraction: null };

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
