import { Store } from '../core/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import type { SessionMessage } from './content.ts';
import type { MessageInfo, Say } from './session-channel.ts';

export interface MemoView {
  readonly key: string;
  readonly text: string;
  readonly from: ParticipantId;
}

/**
 * What clerks wrote down for the clerks who come after them, oldest first. It is sealed for the devices of the session like everything
 * else, so that a clerk reads it who has taken the session, and not one who is only asked.
 */
export class Memos extends Store<readonly MemoView[]> {
  readonly #self: ParticipantId;
  readonly #say: Say;

  constructor(self: ParticipantId, say: Say) {
    super([]);
    this.#self = self;
    this.#say = say;
  }

  /** Resolves when the server has it in the session's order. */
  async write(text: string): Promise<void> {
    const key = crypto.randomUUID();
    this.setSnapshot([...this.getSnapshot(), { key, text, from: this.#self }]);
    await this.#say({ type: 'memo', key, text });
  }

  handleMessage(message: SessionMessage, info: MessageInfo): void {
    if (message.type !== 'memo') return;
    const { key, text } = message;
    if (this.getSnapshot().some((memo) => memo.key === key)) return;
    this.setSnapshot([...this.getSnapshot(), { key, text, from: info.from }]);
  }

  close(): void {
    this.setSnapshot([]);
    this.removeAllListeners();
  }
}
