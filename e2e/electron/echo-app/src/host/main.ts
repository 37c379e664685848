import { DeviceKeyError, runHost } from '@mado/rpc/node';
import { z } from 'zod';
import { echoContract } from '../contract.ts';

await runHost({
  name: 'echo',
  contract: echoContract,
  config: z.strictObject({ dataDir: z.string(), serverUrl: z.string() }),
  inTrouble: (error) => ({
    trouble: () => ({ cause: error instanceof DeviceKeyError ? error.reason : 'other' }),
  }),
  start: ({ deviceKey }) => ({
    handlers: {
      whoAreYou: () => ({ pid: process.pid, publicKey: deviceKey.publicKey }),
      bytes: ({ data }) => ({ data }),
      crash: () => process.abort(),
      trouble: () => ({ cause: null }),
    },
    close: () => undefined,
  }),
});
