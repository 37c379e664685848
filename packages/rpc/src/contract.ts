import type { z } from 'zod';

/** What a host offers its user interface: calls with a request and a response schema, and events that it says unasked. */
export interface Contract {
  readonly calls: Readonly<Record<string, { readonly request: z.ZodType; readonly response: z.ZodType }>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
}

export type CallName<C extends Contract> = keyof C['calls'] & string;
export type EventName<C extends Contract> = keyof C['events'] & string;
export type CallRequest<C extends Contract, N extends CallName<C>> = z.infer<C['calls'][N]['request']>;
export type CallResponse<C extends Contract, N extends CallName<C>> = z.infer<C['calls'][N]['response']>;
export type EventData<C extends Contract, N extends EventName<C>> = z.infer<C['events'][N]>;

/** The schema of a call's request, with its own type kept (an index into the record would forget it). */
export function requestSchema<C extends Contract, N extends CallName<C>>(
  contract: C,
  name: N,
): C['calls'][N]['request'] {
  const calls: C['calls'] = contract.calls;
  const call: C['calls'][N] = calls[name];
  return call.request;
}

/** The schema of a call's response, with its own type kept. */
export function responseSchema<C extends Contract, N extends CallName<C>>(
  contract: C,
  name: N,
): C['calls'][N]['response'] {
  const calls: C['calls'] = contract.calls;
  const call: C['calls'][N] = calls[name];
  return call.response;
}

/** The schema of an event, with its own type kept. */
export function eventSchema<C extends Contract, N extends EventName<C>>(contract: C, name: N): C['events'][N] {
  const events: C['events'] = contract.events;
  return events[name];
}
