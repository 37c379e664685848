import type { Method } from '@mado/signaling/wire';
import type { DeviceRole, ErrorCode } from '@mado/signaling/wire';
import type { z } from 'zod';
import { Refusal } from './refusal.ts';
import type { Line } from './line.ts';

/** One method: who may call it, and what it does with what is called. */
export interface Route {
  readonly roles: readonly DeviceRole[];
  /** Checks the request and carries it out. @throws {Refusal} */
  run(line: Line, data: unknown): unknown;
}

/** Every method but `hello`, which makes the line that all others need. A method without a route is a type error. */
export type Routes = Readonly<Record<Exclude<Method, 'hello' | MethodBeforeHello>, Route>>;

/** Methods of devices that the server does not know yet. After `hello` there is no such method. */
export type MethodBeforeHello = 'enrolment.request' | 'enrolment.collect';
/** Checks the request and carries it out. @throws {Refusal} */
export type RoutesBeforeHello = Readonly<Record<MethodBeforeHello, (data: unknown) => unknown>>;

type Answer<T> = T | Promise<T>;

/** Binds a handler to the schemas of its method, so that it gets what was checked and must give what was promised. */
export function route<Q extends z.ZodType, A extends z.ZodType>(
  method: { readonly request: Q; readonly response: A },
  roles: readonly DeviceRole[],
  handle: (line: Line, request: z.output<Q>) => Answer<z.input<A>>,
): Route {
  return { roles, run: (line, data) => handle(line, parseRequest(method.request, data)) };
}

/** @throws {Refusal} `malformed` or `oversized`, naming the field but not what was in it */
export function parseRequest<Q extends z.ZodType>(schema: Q, data: unknown): z.output<Q> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.').slice(0, 80) ?? '';
  const code: ErrorCode =
    issue?.code === 'too_big' ||
    (issue?.code === 'custom' && field === 'payload' && issue.message === 'payload too large')
      ? 'oversized'
      : 'malformed';
  throw new Refusal(code, field === '' ? 'the request does not fit its method' : `field ${field} does not fit`);
}

export const KIOSK: readonly DeviceRole[] = ['kiosk'];
export const CLERK: readonly DeviceRole[] = ['clerk'];
export const ANYBODY: readonly DeviceRole[] = ['kiosk', 'clerk'];
