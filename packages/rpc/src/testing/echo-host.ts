import { z } from 'zod';
import { runHost } from '../node/run-host.ts';
import { echoContract } from './echo-contract.ts';
import { echoHandlers } from './echo-handlers.ts';

/** A real host process for the tests of entry, loopback carrier and supervision. */
await runHost({
  name: 'echo',
  contract: echoContract,
  config: z.strictObject({ dataDir: z.string(), serverUrl: z.string() }),
  start: ({ emit }) => ({
    handlers: echoHandlers(emit, () => process.kill(process.pid, 'SIGKILL')),
    close: () => {
      process.stderr.write('closed\n');
    },
  }),
});
