import type { Requester } from '../client/index.ts';
import { SignalingError } from '../client/index.ts';
import type { ChannelMessage, Method, RequestOf, ResponseOf } from '../wire/index.ts';
import { ParticipantId, SessionId, methods } from '../wire/index.ts';

export const SESSION = SessionId.parse('s1');
export const KIOSK = ParticipantId.parse('p-kiosk');
export const CLERK = ParticipantId.parse('p-clerk');
export const COLLEAGUE = ParticipantId.parse('p-colleague');

type Handlers = { readonly [M in Method]?: (data: RequestOf<M>) => ResponseOf<M> | Promise<ResponseOf<M>> };

/** A requester that answers from functions, with the real schemas on both ways; a method without one is refused. */
export function requester(handlers: Handlers): Requester {
  return async <M extends Method>(method: M, data: RequestOf<M>) => {
    const handler = handlers[method];
    if (handler === undefined) throw new SignalingError('refused', { method, code: 'not-found' });
    methods[method].request.parse(data);
    return await handler(data);
  };
}

/** The server's order of one session's messages, in memory: enough to test what lives on it. */
export class FakeRelay {
  readonly messages: ChannelMessage[] = [];
  readonly #keys = new Map<string, number>();
  readonly #ears = new Map<ParticipantId, (message: ChannelMessage) => void>();

  /** From now on this participant hears what others say, and own words that are to be echoed. */
  connect(participant: ParticipantId, hear: (message: ChannelMessage) => void): void {
    this.#ears.set(participant, hear);
  }

  disconnect(participant: ParticipantId): void {
    this.#ears.delete(participant);
  }

  post(
    from: ParticipantId,
    payload: Uint8Array<ArrayBuffer>,
    { to = null, echo = false }: { to?: ParticipantId | null; echo?: boolean } = {},
  ): ChannelMessage {
    const message = { sessionId: SESSION, seq: this.messages.length + 1, from, to, payload };
    this.messages.push(message);
    for (const [ear, hear] of this.#ears) {
      if (ear === from ? echo : to === null || to === ear) hear(message);
    }
    return message;
  }

  /** The methods of the channel as participant `self` sees them. */
  as(self: ParticipantId, pageSize = 3): Handlers {
    return {
      'channel.send': ({ key, to, payload, echo }) => {
        const known = this.#keys.get(key);
        if (known !== undefined) return { seq: known };
        const { seq } = this.post(self, payload, { to, echo });
        this.#keys.set(key, seq);
        return { seq };
      },
      'channel.replay': ({ after }) => {
        const all = this.messages.filter(
          ({ seq, from, to }) => seq > after && (to === null || to === self || from === self),
        );
        return { messages: all.slice(0, pageSize), more: all.length > pageSize };
      },
    };
  }
}
