import type { DevicesView } from '@mado/signaling/wire';
import { useCallback, useEffect, useState } from 'react';
import type { DevicesPort } from './port.ts';

/** How often the list is asked for again: a request or a revocation comes in while somebody waits for it here. */
const AGAIN_MS = 10_000;

export type ListedDevices =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed' }
  | { readonly phase: 'there'; readonly view: DevicesView };

/** All devices and requests, kept fresh, and a way to ask at once. */
export function useDevices(port: DevicesPort): { listed: ListedDevices; load: () => void } {
  const [listed, setListed] = useState<ListedDevices>({ phase: 'loading' });
  const [round, setRound] = useState(0);
  const load = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    let awaited = true;
    port.view().then(
      (view) => {
        if (awaited) setListed({ phase: 'there', view });
      },
      // An old list would call a revoked device in force; so it goes.
      () => {
        if (awaited) setListed({ phase: 'failed' });
      },
    );
    const timer = setTimeout(load, AGAIN_MS);
    return () => {
      awaited = false;
      clearTimeout(timer);
    };
  }, [port, round, load]);
  return { listed, load };
}
