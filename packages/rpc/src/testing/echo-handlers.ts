import { Refusal } from '../errors.ts';
import type { Handlers } from '../node/service.ts';
import type { EchoContract } from './echo-contract.ts';

/** Handlers of the test contract. `seen` collects what happened; `die` ends the host's line in the test's own way. */
export function echoHandlers(
  emit: (name: 'told', data: { count: number }) => void,
  die: () => void,
  seen: string[] = [],
): Handlers<EchoContract> {
  return {
    echo: ({ text }) => ({ text }),
    bytes: ({ data }) => ({ data }),
    wait: (_request, { signal }) => {
      seen.push('waiting');
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          seen.push('aborted');
          resolve({ aborted: true });
        });
      });
    },
    // Half a thing passes the types of a careless host and not the schema.
    lie: () => ({ count: 0.5 }),
    refuse: () => {
      throw new Refusal('tray-full', 'no room');
    },
    crash: () => {
      throw new TypeError('secret detail');
    },
    tell: ({ times }) => {
      for (let count = 0; count < times; count++) emit('told', { count });
      return {};
    },
    die: () => {
      die();
      return new Promise(() => undefined);
    },
  };
}
