import type {
  AsideKey,
  AsidePlace,
  AsideQuestion,
  GroupEpoch,
  GroupMember,
  IdentityFault,
  SessionIdentity,
  Trust,
} from '@mado/e2ee';
import { answerAside, askForAside, asideFrameSecret } from '@mado/e2ee';
import { SerialQueue } from '../core/index.ts';
import type { KeyedGate } from './frame-gate.ts';

/** A side conversation that this device is in, as the session's course has it. */
export interface Aside {
  /** The same at both ends. */
  readonly id: string;
  /** The other clerk's device; null: it is not there (any more). */
  readonly deviceId: string | null;
  /** Whoever was asked in asks for the key; the clerk in charge makes it. */
  readonly asks: boolean;
}

/** What the two say to each other about the key. */
export type AsideWord =
  | { readonly type: 'aside.asked'; readonly asked: Uint8Array<ArrayBuffer> }
  | { readonly type: 'aside.answered'; readonly answer: Uint8Array<ArrayBuffer> };

export interface AsideKeysOptions {
  /** Null: this end has no media (tests without WebRTC). */
  readonly gate: Pick<KeyedGate, 'goAside' | 'setAsideKey' | 'comeBack'> | null;
  readonly speaker: () => Promise<{ readonly identity: SessionIdentity; readonly trust: Trust } | null>;
  readonly onFault: (cause: IdentityFault) => void;
}

interface Epoch {
  readonly number: number;
  readonly ownLeaf: number;
  readonly members: readonly GroupMember[];
  readonly secret: Uint8Array;
}

/**
 * Keeps picture and sound of a side conversation under a key that only its two devices have: nothing passes from the moment in which this
 * end knows of it until the key is there, and in each epoch of the group there is a new one. What is asked and answered goes through the
 * session's channel; a device that was loaded again comes into a new epoch, and so gets a new key.
 */
export class AsideKeys {
  readonly #options: AsideKeysOptions;
  readonly #steps = new SerialQueue();
  #say: (word: AsideWord) => void = () => undefined;
  #aside: Aside | null = null;
  #epoch: Epoch | null = null;
  #question: AsideQuestion | null = null;
  /** A question that came before this end knew of the side conversation. */
  #early: Uint8Array | null = null;
  #generation = 0;

  constructor(options: AsideKeysOptions) {
    this.#options = options;
  }

  /** Where words for the other device go. */
  speakBy(say: (word: AsideWord) => void): void {
    this.#say = say;
  }

  /** Whether this device talks aside now; the same again changes nothing. */
  set(aside: Aside | null): void {
    const before = this.#aside;
    if (before?.id === aside?.id && before?.deviceId === aside?.deviceId && before?.asks === aside?.asks) return;
    this.#question = null;
    this.#aside = aside;
    if (before !== null) this.#options.gate?.comeBack();
    if (aside === null) return;
    this.#options.gate?.goAside();
    this.#begin();
    const early = this.#early;
    this.#early = null;
    if (early !== null) this.#answer(early);
  }

  /** A new epoch of the group. Call it with its secrets still whole, after the gate has heard of it. */
  advance({ number, ownLeaf, members, asideSecret }: GroupEpoch): void {
    this.#epoch?.secret.fill(0);
    this.#epoch = { number, ownLeaf, members, secret: asideSecret.slice() };
    this.#question = null;
    this.#early = null;
    this.#begin();
  }

  /** What the other device said, or is said to have said: its own signature counts. */
  handle(word: AsideWord): void {
    if (word.type === 'aside.answered') this.#open(word.answer);
    else if (this.#aside === null) this.#early = word.asked;
    else this.#answer(word.asked);
  }

  close(): void {
    this.#aside = null;
    this.#question = null;
    this.#early = null;
    this.#epoch?.secret.fill(0);
    this.#epoch = null;
  }

  #place(): { readonly aside: Aside; readonly epoch: Epoch; readonly place: AsidePlace } | null {
    const [aside, epoch] = [this.#aside, this.#epoch];
    const peer = epoch?.members.find(({ certificate }) => certificate.deviceId === aside?.deviceId);
    if (aside === null || epoch === null || peer === undefined) return null;
    return { aside, epoch, place: { asideId: aside.id, epoch: epoch.number, peer } };
  }

  /** Asks for the key of this side conversation and epoch, if that is this end's part. */
  #begin(): void {
    const here = this.#place();
    if (here?.aside.asks !== true) return;
    this.#step(async ({ identity }) => {
      if (!this.#isStill(here)) return;
      const question = await askForAside(identity, here.place);
      if (!this.#isStill(here)) return;
      this.#question = question;
      this.#say({ type: 'aside.asked', asked: question.asked });
    });
  }

  #answer(asked: Uint8Array): void {
    this.#step(async ({ identity, trust }) => {
      const here = this.#place();
      // Both ends have to see the same side conversation; a question for another end, or from before, is let go of.
      if (here === null || here.aside.asks) return;
      const generation = this.#generation + 1;
      const made = await answerAside(identity, here.place, { asked, generation, trust });
      if (made === null) return;
      if (!made.ok) {
        this.#options.onFault(made.fault);
        return;
      }
      if (!this.#isStill(here)) return;
      this.#generation = generation;
      this.#use(here, made.value.key, identity.sessionId);
      this.#say({ type: 'aside.answered', answer: made.value.answer });
    });
  }

  #open(answer: Uint8Array): void {
    this.#step(async ({ identity, trust }) => {
      const [question, here] = [this.#question, this.#place()];
      // An answer to a question of before: the session's history brings those too.
      if (question === null || here === null) return;
      const opened = await question.open(answer, trust);
      if (this.#question !== question || !this.#isStill(here)) return;
      if (opened === null) return;
      if (!opened.ok) {
        this.#options.onFault(opened.fault);
        return;
      }
      this.#question = null;
      this.#use(here, opened.value, identity.sessionId);
    });
  }

  #use(
    { epoch, place: { asideId, peer } }: { readonly epoch: Epoch; readonly place: AsidePlace },
    { generation, secret: shared }: AsideKey,
    sessionId: string,
  ): void {
    const { number, ownLeaf } = epoch;
    const secret = asideFrameSecret(
      epoch.secret,
      { generation, secret: shared },
      { sessionId, asideId, epoch: number },
    );
    shared.fill(0);
    this.#options.gate?.setAsideKey({ epoch: number, generation, ownLeaf, peerLeaf: peer.leaf, secret });
  }

  #isStill({ aside, epoch }: { readonly aside: Aside; readonly epoch: Epoch }): boolean {
    return this.#aside === aside && this.#epoch === epoch;
  }

  #step(then: (self: { readonly identity: SessionIdentity; readonly trust: Trust }) => Promise<void>): void {
    void this.#steps.run(async () => {
      const self = await this.#options.speaker();
      if (self !== null) await then(self);
    });
  }
}
