import type { DeskOutlook, PersonEntry } from '@mado/signaling/wire';
import { useCallback, useEffect, useState } from 'react';
import type { PeoplePort } from './port.ts';

export type Listed =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed' }
  | { readonly phase: 'there'; readonly people: readonly PersonEntry[]; readonly desks: readonly DeskOutlook[] };

/** Everybody and all desks, and a way to ask once more. What was there stays until the next answer. */
export function usePeople(port: PeoplePort): { listed: Listed; load: () => void } {
  const [listed, setListed] = useState<Listed>({ phase: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let awaited = true;
    Promise.all([port.list(), port.desks()]).then(
      ([people, desks]) => {
        if (awaited) setListed({ phase: 'there', people, desks });
      },
      // What broke is the band's to explain; the screen says what to do.
      () => {
        if (awaited) setListed({ phase: 'failed' });
      },
    );
    return () => {
      awaited = false;
    };
  }, [port, round]);
  const load = useCallback(() => setRound((before) => before + 1), []);
  return { listed, load };
}
