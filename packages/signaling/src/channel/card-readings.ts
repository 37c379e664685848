import { Store } from '../core/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import type { CardItems } from './card.ts';
import type { CommandId, SessionMessage } from './content.ts';
import type { MessageInfo, Say } from './session-channel.ts';

export interface CardReading {
  /** The command that asked for it. */
  readonly commandId: CommandId;
  readonly items: CardItems;
  readonly from: ParticipantId;
}

/**
 * What was read from the citizen's card, at the clerk's end; null before anything was. The booth says it and does not keep it. The history brings
 * the last one back to a clerk's screen that was reloaded, and to nobody else: it is sealed for the session and handed to that clerk alone.
 */
export class CardReadings extends Store<CardReading | null> {
  readonly #say: Say;

  constructor(say: Say) {
    super(null);
    this.#say = say;
  }

  /** Kiosk: hands over what was read. Resolves when the server has it in the session's order. */
  async tell(commandId: CommandId, items: CardItems, to: ParticipantId): Promise<void> {
    await this.#say({ type: 'card.items', commandId, items }, { to });
  }

  handleMessage(message: SessionMessage, info: MessageInfo): void {
    if (message.type !== 'card.items' || info.own) return;
    const { commandId, items } = message;
    this.setSnapshot({ commandId, items, from: info.from });
  }

  close(): void {
    this.setSnapshot(null);
    this.removeAllListeners();
  }
}
