import { z } from 'zod';

const Bytes = z.instanceof(Uint8Array);

/** A small contract for the tests of this package. */
export const echoContract = {
  calls: {
    echo: { request: z.strictObject({ text: z.string().max(100) }), response: z.strictObject({ text: z.string() }) },
    bytes: { request: z.strictObject({ data: Bytes }), response: z.strictObject({ data: Bytes }) },
    /** Answers after the host was told to give up. */
    wait: { request: z.strictObject({}), response: z.strictObject({ aborted: z.boolean() }) },
    /** Answers with what the contract forbids. */
    lie: { request: z.strictObject({}), response: z.strictObject({ count: z.int() }) },
    refuse: { request: z.strictObject({}), response: z.strictObject({}) },
    crash: { request: z.strictObject({}), response: z.strictObject({}) },
    tell: { request: z.strictObject({ times: z.int() }), response: z.strictObject({}) },
    die: { request: z.strictObject({}), response: z.strictObject({}) },
  },
  events: { told: z.strictObject({ count: z.int().nonnegative() }) },
} as const;
export type EchoContract = typeof echoContract;
