import type { GroupEpoch, OpenedMessage, SessionGroupListener, SessionIdentity, Trust } from '@mado/e2ee';
import {
  MessageKeys,
  SealingHeldError,
  SessionGroup,
  destroyEpoch,
  destroySessionIdentity,
  makeSessionIdentity,
  verifyRevocations,
} from '@mado/e2ee';
import { Store, sleep } from '../core/index.ts';
import type { SessionSealEvents, SessionSealOptions } from './seal-options.ts';
import type { SealFault, SealView } from './seal-view.ts';
import { UNSEALED, withFault } from './seal-view.ts';
import { AsideKeys } from './aside-keys.ts';
import { HintSeal } from './hint-seal.ts';
import { TrackWatch } from './track-watch.ts';

/** How long the change of keys is left to whom it is up to, in milliseconds; then everybody who waits for it makes it. */
const STAND_IN_AFTER_MS = 250;

/** How often the host is told that the session goes on, in milliseconds; it forgets keys of which it hears nothing. */
const KEEP_EVERY_MS = 20 * 60 * 1000;

/** How long the host is waited for, in milliseconds. */
const RECALL_WITHIN_MS = 1_000;

/** The seal was destroyed while something waited for it. */
export class SealDestroyedError extends Error {
  override readonly name = 'SealDestroyedError';
}

/**
 * The keys of one session at this end: the group of its devices, and what seals messages and media with the group's
 * secrets. It is told the handshake messages in the session's order; who belongs into the group follows the session's
 * participants.
 */
export class SessionSeal extends Store<SealView, SessionSealEvents> {
  /** The key of a side conversation, when this device is in one. */
  readonly aside: AsideKeys;
  /** What counts only now and is kept nowhere. */
  readonly hints: HintSeal;
  readonly #options: SessionSealOptions;
  readonly #keys: MessageKeys;
  readonly #group: Promise<SessionGroup | null>;
  #identity: SessionIdentity | null = null;
  #trust: Omit<Trust, 'now'> | null = null;
  #participants: ReadonlySet<string> = new Set();
  /** Whose the changes are: the device of the clerk in charge; null: everybody's. */
  #changer: string | null = null;
  #standIn: ReturnType<typeof setTimeout> | null = null;
  /** The devices of the present epoch. */
  #devices: readonly string[] = [];
  #own: string | null = null;
  /** Devices that are to go by this end's own decision, before the session says so. */
  readonly #expelled = new Set<string>();
  /** Resolves when the group has moved on from somebody who is to go; null: nobody is. */
  #parting: PromiseWithResolvers<void> | null = null;
  /** Session keys of the present epoch's members. */
  #present: ReadonlySet<string> = new Set();
  /** Those of them that were there when this device came; null before its first epoch. */
  #elders: ReadonlySet<string> | null = null;
  /** This device takes its own former place; whoever is in the group stays in it. */
  #returning = false;
  /** The first epoch since which nobody was removed, as far as this screen can tell. */
  #since = 0;
  #waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  #destroyed = false;
  readonly #tracks: TrackWatch | null;
  #keeping: ReturnType<typeof setInterval> | null = null;

  constructor(options: SessionSealOptions) {
    super(UNSEALED);
    this.#options = options;
    this.#keys = new MessageKeys(options.sessionId);
    this.aside = new AsideKeys({
      gate: options.gate,
      speaker: () => this.speaker(),
      onFault: (cause) => this.report({ part: 'aside', cause }),
    });
    this.hints = new HintSeal({
      keys: this.#keys,
      ready: () => this.#keys.open && this.#present.size > 1 && !this.#destroyed,
      report: (fault) => this.report(fault),
    });
    const { gate } = options;
    const unopened = () => this.report({ part: 'media', cause: 'unopened' });
    this.#tracks = gate === null ? null : new TrackWatch(gate, () => this.member, unopened);
    gate?.on('bypassed', () => this.report({ part: 'media', cause: 'bypassed' }));
    gate?.on('harm', (cause) => this.report({ part: 'media', cause }));
    this.#group = this.#makeGroup();
    // Who waits for it hears of it; nobody may be waiting yet.
    this.#group.catch(() => undefined);
  }

  /** This device shares the group's keys. */
  get member(): boolean {
    return this.getSnapshot().verificationNumber !== null && !this.#destroyed;
  }

  /**
   * The devices that the session names now. Members that it does not name are removed; askers that it does not name stay out. Nothing
   * is sealed from this call on until they are. `changer`: the device that makes the change of keys; the others step in when it
   * does not. Two changes at once would do no harm and cost both ends the time of one.
   */
  setParticipants(deviceIds: Iterable<string>, changer: string | null = null): void {
    this.#participants = new Set(deviceIds);
    this.#changer = changer;
    if (this.#strangers().length > 0) this.#hold();
    void this.#removeStrangers();
  }

  /** Removes a device at once, whatever the server says: the keys do not wait for it. */
  async remove(deviceId: string): Promise<void> {
    if (!this.#devices.includes(deviceId)) return;
    this.#expelled.add(deviceId);
    this.#hold();
    const group = await this.#group.catch(() => null);
    await group?.remove(deviceId);
  }

  /** Somebody is going: resolves when everybody else has new keys here, or the seal is destroyed. Null: nobody is. */
  get parting(): Promise<void> | null {
    return this.#parting?.promise ?? null;
  }

  /** Who this device is in this session, and what it believes others by; null when it cannot take part, or the seal is destroyed. */
  async speaker(): Promise<{ readonly identity: SessionIdentity; readonly trust: Trust } | null> {
    await this.#group.catch(() => null);
    if (this.#identity === null || this.#trust === null || this.#destroyed) return null;
    return { identity: this.#identity, trust: { ...this.#trust, now: Date.now() } };
  }

  /** A handshake message at its place in the order. */
  async handle(bytes: Uint8Array): Promise<void> {
    const group = await this.#group;
    if (this.#elders === null) this.#returning = group?.phase === 'returning';
    await group?.handle(bytes);
  }

  /** The history has been handled: takes this device's place in the group. */
  async start(): Promise<void> {
    const group = await this.#group;
    const { safe, sessionId } = this.#options;
    // A host that is just being started again has nothing to give and holds up nobody.
    const recalled = safe?.recall(sessionId).catch(() => null);
    const kept = recalled === undefined ? null : await Promise.race([recalled, sleep(RECALL_WITHIN_MS)]);
    if (kept instanceof Uint8Array && !this.#destroyed) {
      this.#keys.learn(kept);
      kept.fill(0);
    }
    if (safe !== null) this.#keeping ??= setInterval(() => this.#keep(), KEEP_EVERY_MS);
    if (this.#destroyed) this.#stopKeeping();
    await group?.start();
  }

  /** A new list of revocations: members on it are removed. */
  async setRevocations(signed: Uint8Array): Promise<void> {
    const group = await this.#group;
    if (this.#trust === null) return;
    const checked = verifyRevocations(signed, this.#trust);
    if (!checked.ok) return;
    const present = this.#trust.revocations;
    if (present !== null && present.number >= checked.value.number) return;
    this.#trust = { ...this.#trust, revocations: checked.value };
    await group?.recheck();
  }

  /**
   * Seals what this device says. Waits until there is a key and somebody else who has it, and while a member is being
   * removed. Fails with `SealDestroyedError`.
   */
  async seal(content: Uint8Array, stream: string): Promise<Uint8Array<ArrayBuffer>> {
    for (;;) {
      if (this.#destroyed) throw new SealDestroyedError();
      if (this.#keys.open && this.#present.size > 1) {
        try {
          return Uint8Array.from(await this.#keys.seal(content, stream));
        } catch (error) {
          if (!(error instanceof SealingHeldError)) throw error;
        }
      }
      await new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    }
  }

  /** What somebody sealed; named as a fault when it does not open. `history`: it was said before this device took its place. */
  async open(sealed: Uint8Array, history: boolean): Promise<OpenedMessage> {
    const opened = await this.#keys.openSealed(sealed, { history });
    if (!opened.ok) this.report({ part: 'message', cause: opened.fault });
    else if (opened.missing > 0) this.report({ part: 'message', cause: 'missing' });
    return opened;
  }

  /** All message keys so far, for a member that just came: it reads with them what was said before. */
  archive(): Uint8Array {
    return this.#keys.archive();
  }

  /** An archive that another member sealed; null when it does not open here (it was meant for an earlier newcomer). */
  async openArchive(sealed: Uint8Array): Promise<Uint8Array | null> {
    const opened = await this.#keys.openSealed(sealed);
    return opened.ok ? opened.content : null;
  }

  /** Takes message keys of the time before this device came. */
  learn(archive: Uint8Array): boolean {
    const learned = this.#keys.learn(archive);
    if (learned) this.#keep();
    return learned;
  }

  /** Names a fault on the screen. */
  report(fault: SealFault): void {
    const before = this.getSnapshot();
    this.setSnapshot(withFault(before, fault));
    if (this.getSnapshot() !== before) this.emit('fault', fault);
  }

  /** Overwrites all keys. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#stopKeeping();
    // A host that is away forgets by itself.
    this.#options.safe?.forget(this.#options.sessionId).catch(() => undefined);
    this.#keys.destroy();
    this.aside.close();
    this.#tracks?.close();
    this.#options.gate?.close();
    for (const { reject } of this.#waiting.splice(0)) reject(new SealDestroyedError());
    this.#parted();
    void this.#group.then((group) => group?.destroy()).catch(() => undefined);
    if (this.#identity !== null) destroySessionIdentity(this.#identity);
    this.removeAllListeners();
  }

  /** Null: this device cannot take part, which is reported. */
  async #makeGroup(): Promise<SessionGroup | null> {
    const { sessionId, founder, identity: source, send } = this.#options;
    const device = await source.load();
    if (device === null) return this.#refuse({ part: 'own', cause: 'not-enrolled' });
    const { certificate, cityId, authorityKey } = device;
    const revocations =
      device.revocations === null ? null : verifyRevocations(device.revocations, { cityId, authorityKey });
    if (revocations?.ok === false) return this.#refuse({ part: 'own', cause: revocations.fault });
    this.#trust = { cityId, authorityKey, revocations: revocations?.value ?? null };
    const trust = (): Trust => ({
      cityId,
      authorityKey,
      revocations: this.#trust?.revocations ?? null,
      now: Date.now(),
    });
    const made = await makeSessionIdentity({
      sessionId,
      certificate,
      trust: trust(),
      device: (sentence) => source.speak(Uint8Array.from(sentence)),
    });
    if (!made.ok) return this.#refuse({ part: 'own', cause: made.fault });
    this.#identity = made.value;
    this.#own = made.value.certificate.deviceId;
    if (this.#destroyed) {
      destroySessionIdentity(made.value);
      return null;
    }
    return new SessionGroup({
      identity: made.value,
      trust,
      founder,
      admit: ({ deviceId }) => this.#participants.has(deviceId),
      send: (bytes) => send(Uint8Array.from(bytes)),
      listener: this.#listener(),
    });
  }

  #refuse(fault: SealFault): null {
    this.setSnapshot({ ...this.getSnapshot(), phase: 'refused' });
    this.report(fault);
    return null;
  }

  #listener(): SessionGroupListener {
    return {
      onEpoch: (epoch) => this.#moved(epoch),
      onFault: (fault) => this.report({ part: 'group', fault }),
      onHold: () => this.#hold(),
      onRemoved: () => {
        this.#parted();
        this.setSnapshot({ ...this.getSnapshot(), phase: 'removed', verificationNumber: null, members: [] });
        this.#keys.destroy();
        this.aside.close();
        this.#options.gate?.hold();
        this.emit('removed');
      },
    };
  }

  #keep(): void {
    const { safe, sessionId } = this.#options;
    if (safe === null || this.#destroyed) return;
    const keys = Uint8Array.from(this.#keys.archive());
    safe
      .keep(sessionId, keys)
      .catch(() => undefined)
      .finally(() => keys.fill(0));
  }

  #stopKeeping(): void {
    if (this.#keeping !== null) clearInterval(this.#keeping);
    this.#keeping = null;
  }

  /** In the very call in which this end hears of it. */
  #hold(): void {
    this.#keys.hold();
    this.#options.gate?.hold();
    this.#parting ??= Promise.withResolvers();
    this.setSnapshot({ ...this.getSnapshot(), phase: 'held' });
  }

  #parted(): void {
    if (this.#standIn !== null) clearTimeout(this.#standIn);
    this.#standIn = null;
    this.#parting?.resolve();
    this.#parting = null;
  }

  #moved(epoch: GroupEpoch): Promise<void> {
    const idOf = (key: Uint8Array) => key.join();
    const before = this.#present;
    const others = epoch.members.flatMap(({ leaf, sessionKey }) => (leaf === epoch.ownLeaf ? [] : [idOf(sessionKey)]));
    const present = new Set(epoch.members.map(({ sessionKey }) => idOf(sessionKey)));
    const gone = [...before].some((key) => !present.has(key));
    if (this.#destroyed) return Promise.resolve();
    // Picture and sound first: everybody else has stopped sending too.
    this.#options.gate?.advance(epoch, gone);
    this.#keys.advance(epoch);
    this.aside.advance(epoch);
    this.#present = present;
    const devices = epoch.members.map(({ certificate }) => certificate.deviceId);
    if (this.#elders === null) this.#since = this.#returning ? epoch.number - 1 : epoch.number;
    else if (this.#devices.some((device) => !devices.includes(device))) this.#since = epoch.number;
    this.#devices = devices;
    for (const device of this.#expelled) if (!this.#devices.includes(device)) this.#expelled.delete(device);
    const known = this.#elders;
    this.#elders = new Set(known === null ? others : others.filter((key) => known.has(key)));
    this.setSnapshot({
      ...this.getSnapshot(),
      phase: 'sealed',
      verificationNumber: epoch.verificationNumber,
      members: epoch.members.map(({ leaf, certificate: { deviceId, role, name } }) => ({
        deviceId,
        role,
        name,
        own: leaf === epoch.ownLeaf,
      })),
    });
    destroyEpoch(epoch);
    // The group moved for another reason; whoever is to go can read this epoch too.
    if (this.#strangers().length > 0) this.#hold();
    else {
      this.#parted();
      for (const { resolve } of this.#waiting.splice(0)) resolve();
    }
    this.#keep();
    this.emit('epoch', {
      newcomers: before.size > 0 && others.some((key) => !before.has(key)),
      elders: this.#elders.size > 0,
      number: epoch.number,
      since: this.#since,
    });
    void this.#removeStrangers();
    return Promise.resolve();
  }

  /** Who is in the group and no longer in the session. */
  #strangers(): readonly string[] {
    if (this.#participants.size === 0 || this.#destroyed) return [];
    const isStranger = (device: string) => !this.#participants.has(device) || this.#expelled.has(device);
    return this.#devices.filter((device) => device !== this.#own && isStranger(device));
  }

  /** They go before anything else is sent. */
  async #removeStrangers(): Promise<void> {
    const group = await this.#group.catch(() => null);
    const strangers = this.#strangers();
    if (group === null || strangers.length === 0) return;
    const byAnother = this.#changer !== null && this.#changer !== this.#own && this.#participants.has(this.#changer);
    for (const device of strangers) await group.remove(device, { byAnother });
    if (!byAnother) return;
    this.#standIn ??= setTimeout(() => {
      this.#standIn = null;
      for (const device of this.#strangers()) void group.remove(device);
    }, STAND_IN_AFTER_MS);
  }
}
