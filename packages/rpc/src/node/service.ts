import type { Carrier } from '../carrier.ts';
import type { CallName, CallRequest, CallResponse, Contract, EventData, EventName } from '../contract.ts';
import { eventSchema, requestSchema, responseSchema } from '../contract.ts';
import { Refusal } from '../errors.ts';
import type { z } from 'zod';
import { ClientFrame, describeIssues, type HostFrame, type InvalidMessage } from '../frame.ts';

export interface CallContext {
  /** Aborted when the caller gave up or its line broke. Work with a `jobId` goes on regardless; a lookup may stop. */
  readonly signal: AbortSignal;
}

/** One function per call of the contract. Throw `Refusal` to let the caller know a cause. */
export type Handlers<C extends Contract> = {
  readonly [N in CallName<C>]: (
    request: CallRequest<C, N>,
    context: CallContext,
  ) => CallResponse<C, N> | Promise<CallResponse<C, N>>;
};

export interface ServiceOptions {
  /** Told about everything that is not of the contract, from either side; it was dropped or refused. */
  readonly onInvalid?: (invalid: InvalidMessage) => void;
  /** A handler threw something other than a `Refusal`: a defect of the host. */
  readonly onFailure?: (call: string, error: unknown) => void;
}

/**
 * The host's side of the RPC: answers calls on any number of lines and says events on all of them. Requests, its own
 * answers and its own events are checked against the contract.
 */
export class HostService<C extends Contract> {
  readonly #contract: C;
  readonly #options: ServiceOptions;
  readonly #carriers = new Map<Carrier, Map<number, AbortController>>();
  #handlers: Partial<Handlers<C>> | undefined;

  constructor(contract: C, options: ServiceOptions = {}) {
    this.#contract = contract;
    this.#options = options;
  }

  /** Begins to answer; a call without a handler is refused with `unavailable`. Lines attached earlier are told only now that the host is ready. */
  open(handlers: Partial<Handlers<C>>): void {
    this.#handlers = handlers;
    for (const carrier of this.#carriers.keys()) say(carrier, { t: 'ready' });
  }

  /** Takes one more line. */
  attach(carrier: Carrier): void {
    const running = new Map<number, AbortController>();
    this.#carriers.set(carrier, running);
    carrier.start({
      onMessage: (message) => this.#receive(carrier, running, message),
      onClose: () => {
        this.#carriers.delete(carrier);
        for (const call of running.values()) call.abort(new Error('the line broke'));
      },
    });
    if (this.#handlers) say(carrier, { t: 'ready' });
  }

  /** Says an event to every user interface that is there. One that is not of the contract is dropped and reported. */
  emit<N extends EventName<C>>(name: N, data: EventData<C, N>): void {
    const event = eventSchema(this.#contract, name).safeParse(data);
    if (!event.success) {
      this.#invalid('event', name, describeIssues(event.error));
      return;
    }
    for (const carrier of this.#carriers.keys()) say(carrier, { t: 'event', name, data: event.data });
  }

  /** Breaks every line. */
  close(): void {
    for (const carrier of [...this.#carriers.keys()]) carrier.close();
  }

  #receive(carrier: Carrier, running: Map<number, AbortController>, message: unknown): void {
    const frame = ClientFrame.safeParse(message);
    if (!frame.success) {
      this.#invalid('frame', undefined, describeIssues(frame.error));
      return;
    }
    if (frame.data.t === 'cancel') {
      running.get(frame.data.id)?.abort(new Error('the caller gave up'));
      return;
    }
    void this.#answer(carrier, running, frame.data);
  }

  /** Never rejects: whatever goes wrong becomes a refusal. */
  async #answer(
    carrier: Carrier,
    running: Map<number, AbortController>,
    call: Extract<ClientFrame, { t: 'call' }>,
  ): Promise<void> {
    const refuse = (code: string, text: string): void =>
      say(carrier, { t: 'refusal', id: call.id, code: code.slice(0, 60), message: text.slice(0, 500) });
    if (!this.#handlers || !isCallName(this.#contract, call.name)) {
      this.#invalid('request', call.name, 'no such call');
      refuse('unknown-call', 'no such call');
      return;
    }
    if (running.has(call.id)) {
      this.#invalid('request', call.name, 'call number in use');
      return;
    }
    const abort = new AbortController();
    running.set(call.id, abort);
    try {
      const answer = await this.#run(this.#handlers, call.name, call.data, abort.signal);
      say(carrier, { t: 'answer', id: call.id, data: answer });
    } catch (error) {
      if (error instanceof Refusal) refuse(error.code, error.message);
      else {
        this.#options.onFailure?.(call.name, error);
        refuse('internal', 'the host failed');
      }
    } finally {
      running.delete(call.id);
    }
  }

  async #run(handlers: Partial<Handlers<C>>, name: CallName<C>, data: unknown, signal: AbortSignal): Promise<unknown> {
    const handler = handlers[name];
    if (handler === undefined) throw new Refusal('unavailable', 'the host does not offer this now');
    const request = read(requestSchema(this.#contract, name), data);
    if (!request.success) {
      const detail = describeIssues(request.error);
      this.#invalid('request', name, detail);
      throw new Refusal('bad-request', detail);
    }
    const answer = responseSchema(this.#contract, name).safeParse(await handler(request.data, { signal }));
    if (!answer.success) {
      this.#invalid('answer', name, describeIssues(answer.error));
      throw new Refusal('internal', 'the host failed');
    }
    return answer.data;
  }

  #invalid(what: InvalidMessage['what'], name: string | undefined, detail: string): void {
    this.#options.onInvalid?.({ what, name, detail });
  }
}

/** A service that answers on one line from the start; more lines may be attached. */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  carrier: Carrier,
  options: ServiceOptions = {},
): HostService<C> {
  const service = new HostService(contract, options);
  service.open(handlers);
  service.attach(carrier);
  return service;
}

/** `safeParse` with the schema's own output type kept. */
function read<S extends z.ZodType>(schema: S, data: unknown): z.ZodSafeParseResult<z.infer<S>> {
  return schema.safeParse(data);
}

function isCallName<C extends Contract>(contract: C, name: string): name is CallName<C> {
  return Object.hasOwn(contract.calls, name);
}

function say(carrier: Carrier, frame: HostFrame): void {
  carrier.send(frame);
}
