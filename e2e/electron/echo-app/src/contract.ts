import { z } from 'zod';

const Bytes = z.instanceof(Uint8Array);

/** What the echo app's host offers: enough to see that a real host answers. */
export const echoContract = {
  calls: {
    whoAreYou: { request: z.strictObject({}), response: z.strictObject({ pid: z.int(), publicKey: z.string() }) },
    /** Why there is no device key; null: there is one. */
    trouble: { request: z.strictObject({}), response: z.strictObject({ cause: z.string().nullable() }) },
    bytes: { request: z.strictObject({ data: Bytes }), response: z.strictObject({ data: Bytes }) },
    crash: { request: z.strictObject({}), response: z.strictObject({}) },
  },
  events: { started: z.strictObject({ pid: z.int() }) },
} as const;
export type EchoContract = typeof echoContract;
