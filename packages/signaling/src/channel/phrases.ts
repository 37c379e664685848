import { Store } from '../core/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import type { Notice, SessionMessage, Signal } from './content.ts';
import type { MessageInfo, Say } from './session-channel.ts';

export interface NoticeView {
  readonly key: string;
  /** What the clerk does now; null: nothing in particular any more. */
  readonly notice: Notice | null;
  readonly from: ParticipantId;
}

/** The clerk's one-key phrase (ひとこと) that stands on the kiosk's screen now. */
export class Notices extends Store<NoticeView | null, { said: [NoticeView, { readonly replayed: boolean }] }> {
  readonly #self: ParticipantId;
  readonly #say: Say;

  constructor(self: ParticipantId, say: Say) {
    super(null);
    this.#self = self;
    this.#say = say;
  }

  /** Clerk: says it, or takes the standing phrase away with null. */
  async say(notice: Notice | null): Promise<void> {
    const key = crypto.randomUUID();
    this.setSnapshot({ key, notice, from: this.#self });
    await this.#say({ type: 'notice', key, notice });
  }

  handleMessage(message: SessionMessage, info: MessageInfo): void {
    if (message.type !== 'notice') return;
    const view = { key: message.key, notice: message.notice, from: info.from };
    this.setSnapshot(view);
    this.emit('said', view, { replayed: info.replayed });
  }

  close(): void {
    this.setSnapshot(null);
    this.removeAllListeners();
  }
}

export interface SignalView {
  readonly key: string;
  readonly signal: Signal;
  readonly from: ParticipantId;
  /** The clerk has seen it (known on the clerk's screen alone). */
  readonly seen: boolean;
}

/** The citizen's one-touch buttons (お知らせボタン) as pressed so far, oldest first. */
export class Signals extends Store<readonly SignalView[], { pressed: [SignalView, { readonly replayed: boolean }] }> {
  readonly #self: ParticipantId;
  readonly #say: Say;

  constructor(self: ParticipantId, say: Say) {
    super([]);
    this.#self = self;
    this.#say = say;
  }

  /** Kiosk: presses a button. */
  async press(signal: Signal): Promise<void> {
    const key = crypto.randomUUID();
    this.#add({ key, signal, from: this.#self, seen: false });
    await this.#say({ type: 'signal', key, signal });
  }

  /** Clerk: takes it off the screen. */
  acknowledge(key: string): void {
    this.setSnapshot(this.getSnapshot().map((view) => (view.key === key ? { ...view, seen: true } : view)));
  }

  handleMessage(message: SessionMessage, info: MessageInfo): void {
    if (message.type !== 'signal') return;
    // What was pressed before a reload was answered then.
    const view = { key: message.key, signal: message.signal, from: info.from, seen: info.own };
    this.#add(view);
    this.emit('pressed', view, { replayed: info.replayed });
  }

  close(): void {
    this.setSnapshot([]);
    this.removeAllListeners();
  }

  #add(view: SignalView): void {
    this.setSnapshot([...this.getSnapshot(), view]);
  }
}
