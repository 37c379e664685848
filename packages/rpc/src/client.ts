import type { z } from 'zod';
import type { Carrier, CarrierSource } from './carrier.ts';
import type { CallName, CallRequest, CallResponse, Contract, EventData, EventName } from './contract.ts';
import {
  BadAnswerError,
  CallRefusedError,
  ClientClosedError,
  DeadlineError,
  HostAwayError,
  HostLostError,
} from './errors.ts';
import { eventSchema, responseSchema } from './contract.ts';
import { type ClientFrame, describeIssues, HostFrame, type InvalidMessage } from './frame.ts';

/** `connecting` until the host was there for the first time, `lost` whenever it is away after that. */
export type HostState = 'connecting' | 'open' | 'lost';

export interface CallOptions {
  /** How long the whole call may take, in milliseconds, the wait for an absent host included. Default 15 s. */
  readonly deadlineMs?: number;
  /** Gives the call up; the host's handler is told. The call then fails with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ClientOptions {
  /** Told about everything the host said that is not of the contract; it was dropped. */
  readonly onInvalid?: (invalid: InvalidMessage) => void;
}

const DEFAULT_DEADLINE_MS = 15_000;

interface PendingCall {
  readonly id: number;
  readonly name: string;
  readonly data: unknown;
  /** The line that the call was said on; none while it waits for a host. */
  carrier: Carrier | undefined;
  readonly accept: (data: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The user interface's side of the RPC. It outlives the host: calls made while the host is away wait for it up to their
 * deadline, listeners stay. What was in flight when the host died fails with `HostLostError`, because only the caller
 * knows whether asking again is right.
 */
export class RpcClient<C extends Contract> {
  readonly #contract: C;
  readonly #onInvalid: (invalid: InvalidMessage) => void;
  readonly #pending = new Map<number, PendingCall>();
  readonly #listeners = new Map<string, Set<(data: unknown) => void>>();
  readonly #stateListeners = new Set<() => void>();
  readonly #stopSource: () => void;
  #carrier: Carrier | undefined;
  #state: HostState = 'connecting';
  #nextId = 0;
  #closed = false;

  constructor(contract: C, source: CarrierSource, options: ClientOptions = {}) {
    this.#contract = contract;
    this.#onInvalid = options.onInvalid ?? (() => undefined);
    this.#stopSource = source((carrier) => this.#attach(carrier));
  }

  get state(): HostState {
    return this.#state;
  }

  /** Calls `listener` after every change of `state`; returns how to stop (the shape that `useSyncExternalStore` takes). */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  /**
   * @throws HostAwayError, HostLostError, DeadlineError, CallRefusedError, BadAnswerError, ClientClosedError, or the
   * reason of `signal`.
   */
  call<N extends CallName<C>>(
    name: N,
    request: CallRequest<C, N>,
    options: CallOptions = {},
  ): Promise<CallResponse<C, N>> {
    const { signal, deadlineMs = DEFAULT_DEADLINE_MS } = options;
    const schema = responseSchema(this.#contract, name);
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new ClientClosedError();
      signal?.throwIfAborted();
      const id = this.#nextId++;
      const finish = (): void => {
        this.#pending.delete(id);
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const giveUp = (error: unknown): void => {
        finish();
        if (call.carrier && call.carrier === this.#carrier) say(call.carrier, { t: 'cancel', id });
        reject(error instanceof Error ? error : new Error('the call was given up', { cause: error }));
      };
      const onAbort = (): void => giveUp(signal?.reason);
      const timer = setTimeout(
        () => giveUp(call.carrier ? new DeadlineError(name) : new HostAwayError(name)),
        deadlineMs,
      );
      const call: PendingCall = {
        id,
        name,
        data: request,
        carrier: undefined,
        accept: (data) => {
          finish();
          const answer = this.#read(schema, data, 'answer', name);
          if (answer.ok) resolve(answer.value);
          else reject(new BadAnswerError(name));
        },
        reject: (error) => {
          finish();
          reject(error instanceof Error ? error : new Error('the call failed', { cause: error }));
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#pending.set(id, call);
      if (this.#state === 'open' && this.#carrier) this.#send(call, this.#carrier);
    });
  }

  /** Listens to an event until `signal` is aborted or the returned function is called. */
  on<N extends EventName<C>>(
    name: N,
    listener: (data: EventData<C, N>) => void,
    options: { readonly signal?: AbortSignal } = {},
  ): () => void {
    const schema = eventSchema(this.#contract, name);
    if (options.signal?.aborted) return () => undefined;
    const receive = (data: unknown): void => {
      const event = this.#read(schema, data, 'event', name);
      if (event.ok) listener(event.value);
    };
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(receive));
    const stop = (): void => {
      listeners.delete(receive);
      options.signal?.removeEventListener('abort', stop);
    };
    options.signal?.addEventListener('abort', stop, { once: true });
    return stop;
  }

  /** Leaves the host. Open calls fail with `ClientClosedError`. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopSource();
    // Before the line breaks: these calls did not lose their host, their owner left it.
    for (const call of [...this.#pending.values()]) call.reject(new ClientClosedError());
    const carrier = this.#carrier;
    this.#carrier = undefined;
    carrier?.close();
    this.#setState('lost');
  }

  #attach(carrier: Carrier): void {
    const former = this.#carrier;
    this.#carrier = carrier;
    if (former) {
      // A fresh line means a fresh host, also where the platform has not told yet that the old one is gone.
      this.#lose(former);
      former.close();
    }
    carrier.start({
      onMessage: (message) => {
        if (this.#carrier === carrier) this.#receive(carrier, message);
      },
      onClose: () => {
        if (this.#carrier === carrier) this.#carrier = undefined;
        this.#lose(carrier);
      },
    });
  }

  #lose(carrier: Carrier): void {
    if (this.#state === 'open') this.#setState('lost');
    for (const call of [...this.#pending.values()]) {
      if (call.carrier === carrier) call.reject(new HostLostError(call.name));
    }
  }

  #receive(carrier: Carrier, message: unknown): void {
    const frame = HostFrame.safeParse(message);
    if (!frame.success) {
      this.#onInvalid({ what: 'frame', name: undefined, detail: describeIssues(frame.error) });
      return;
    }
    switch (frame.data.t) {
      case 'ready':
        this.#setState('open');
        for (const call of [...this.#pending.values()]) if (!call.carrier) this.#send(call, carrier);
        return;
      case 'answer':
        this.#pending.get(frame.data.id)?.accept(frame.data.data);
        return;
      case 'refusal': {
        const call = this.#pending.get(frame.data.id);
        call?.reject(new CallRefusedError(call.name, frame.data.code, frame.data.message));
        return;
      }
      case 'event':
        this.#hear(frame.data.name, frame.data.data);
        return;
    }
  }

  #hear(name: string, data: unknown): void {
    if (!Object.hasOwn(this.#contract.events, name)) {
      this.#onInvalid({ what: 'event', name, detail: 'not of the contract' });
      return;
    }
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(data);
  }

  #send(call: PendingCall, carrier: Carrier): void {
    call.carrier = carrier;
    say(carrier, { t: 'call', id: call.id, name: call.name, data: call.data });
  }

  #read<S extends z.ZodType>(
    schema: S,
    data: unknown,
    what: InvalidMessage['what'],
    name: string,
  ): { ok: true; value: z.infer<S> } | { ok: false } {
    const result = schema.safeParse(data);
    if (result.success) return { ok: true, value: result.data };
    this.#onInvalid({ what, name, detail: describeIssues(result.error) });
    return { ok: false };
  }

  #setState(state: HostState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener();
  }
}

function say(carrier: Carrier, frame: ClientFrame): void {
  carrier.send(frame);
}
