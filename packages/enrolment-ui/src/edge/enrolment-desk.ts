import type { EnrolmentView } from '@mado/enrolment/contract';
import { askBeforeHello, isRefusal, SignalingError, sleep, Store } from '@mado/signaling';
import { CLOCK_TOLERANCE_MS, type CollectedEnrolment, type ErrorCode } from '@mado/signaling/wire';
import { groupsOf } from '../state/code.ts';
import {
  enrol,
  firstEnrolment,
  type EnrolmentEvent,
  type EnrolmentState,
  type Note,
} from '../state/enrolment-state.ts';
import type { SeenAuthority } from '../state/enrolment-state.ts';
import type { EnrolmentHost } from './enrolment-host.ts';
import { LineWatch } from './line-watch.ts';

/** After this a store that only a repair mends is read again without anybody's asking, in milliseconds. */
const READ_AGAIN_MS = 60_000;
/** How often the host is asked whether it is there again, in milliseconds. */
const BACK_MS = 1_000;

/** How often the server is asked whether the authority has answered, in milliseconds. */
const ROUND_MS = 3_000;

export interface EnrolmentDeskOptions {
  readonly host: EnrolmentHost;
  readonly serverUrl: string;
  /** The device may take part now: begins anew with what it has got. */
  readonly begin: () => void;
  readonly onFault: (error: unknown) => void;
  /** For tests. */
  readonly ask?: typeof askBeforeHello;
  readonly roundMs?: number;
  readonly readAgainMs?: number;
  readonly patienceMs?: number;
}

/** What a person does on the enrolment screen. */
export interface EnrolmentActions {
  readonly type: (text: string) => void;
  readonly press: (letter: string) => void;
  readonly erase: () => void;
  readonly send: () => void;
  readonly compare: (same: boolean) => void;
  readonly again: () => void;
  /** Of a store that cannot be used: reads it again, after a repair. */
  readonly readAgain: () => void;
  /** Asks before anything is put aside; `false`: rather not. */
  readonly askSetAside: (asked: boolean) => void;
  /** Puts what cannot be read aside and begins anew. */
  readonly setAside: () => void;
  /** The certificate's coming end was read. */
  readonly putOffExpiry: () => void;
}

type Authority = CollectedEnrolment['authority'];

/** Enrolment at the device: sends the request, waits for the authority's answer, has the host keep it, and lets the app begin. */
export class EnrolmentDesk extends Store<EnrolmentState> {
  readonly actions: EnrolmentActions;
  readonly #options: EnrolmentDeskOptions;
  readonly #ask: typeof askBeforeHello;
  readonly #watch: LineWatch;
  #going = false;
  #keyHash: EnrolmentView['keyHash'] | null = null;
  /** This device asked anew since it was put out. */
  #askedAnew = false;
  /** The certificate that the host refused: not offered again. */
  #refused: Uint8Array | null = null;

  constructor(options: EnrolmentDeskOptions) {
    super(firstEnrolment(options.serverUrl));
    this.#options = options;
    this.#ask = options.ask ?? askBeforeHello;
    this.#watch = new LineWatch({
      look: () => this.#hindrance(),
      tell: (note) => this.#dispatch({ type: 'no-line', note }),
      begin: options.begin,
      ...(options.roundMs === undefined ? {} : { roundMs: options.roundMs }),
      ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
    });
    this.actions = {
      type: (text) => this.#dispatch({ type: 'typed', text }),
      press: (letter) => this.#dispatch({ type: 'pressed', letter }),
      erase: () => this.#dispatch({ type: 'erased' }),
      send: () => void this.#send(),
      compare: (same) => {
        this.#dispatch({ type: 'compared', same });
        if (same) void this.round();
      },
      again: () => options.begin(),
      readAgain: () => void this.#restart(false),
      askSetAside: (asked) => this.#dispatch({ type: 'trouble-phase', phase: asked ? 'asking' : 'told' }),
      setAside: () => void this.#restart(true),
      putOffExpiry: () => this.#dispatch({ type: 'expiry-put-off' }),
    };
  }

  /**
   * Looks at what the device has. One that is not enrolled need not wait for the server to say so.
   * @returns whether there is anything to say to the server: a device whose store cannot be used has no name to say it in
   */
  async start(): Promise<boolean> {
    const { trouble } = await this.#options.host.call('device.trouble', {});
    if (trouble !== null) {
      this.#dispatch({ type: 'trouble', view: trouble });
      if (!trouble.canSetAside) setTimeout(() => void this.#restart(false), this.#options.readAgainMs ?? READ_AGAIN_MS);
      return false;
    }
    const view = await this.#options.host.call('enrolment.state', {});
    this.#keyHash = view.keyHash;
    const { deviceId, name, requestFingerprint: fingerprint } = view;
    this.#dispatch({ type: 'device', deviceId, name, fingerprint, cityId: view.certificate?.cityId ?? null });
    this.#dispatch({ type: 'certificate', notAfter: view.certificate?.notAfter ?? null, at: view.now });
    this.#go();
    return true;
  }

  /** The host was offered a certificate that lasts longer. */
  async renewed(): Promise<void> {
    const { certificate, now } = await this.#options.host.call('enrolment.state', {});
    this.#dispatch({ type: 'certificate', notAfter: certificate?.notAfter ?? null, at: now });
  }

  /** Time has passed on this device's clock. */
  tick(at: number): void {
    this.#dispatch({ type: 'tick', at });
  }

  /** The app's line to the server is there, or an attempt to have one failed. */
  line(there: boolean): void {
    if (there) {
      this.#watch.end();
      this.#dispatch({ type: 'no-line', note: null });
    } else if (this.getSnapshot().why === null) this.#watch.failed();
  }

  /** The server did not let the device in, or put it out. @returns whether that is a matter of enrolment */
  refused(code: ErrorCode, clockAheadMs: number | null): boolean {
    this.#watch.end();
    this.#dispatch({ type: 'refused', code, clockAheadMs, at: Date.now() });
    this.#go();
    return this.getSnapshot().why !== null;
  }

  /** Asks the server once whether there is an answer, and takes it. */
  async round(): Promise<void> {
    if (this.#keyHash === null || this.#isOver()) return;
    try {
      const data = { keyHash: new Uint8Array(this.#keyHash) };
      const { answer, clockAheadMs } = await this.#ask(this.#options.serverUrl, 'enrolment.collect', data);
      if (this.#isOver()) return;
      this.#dispatch({ type: 'answered', clockAheadMs, at: Date.now() });
      await this.#collected(answer, clockAheadMs);
    } catch (error) {
      const note = await this.#noteOf(error);
      if (!this.#isOver()) this.#dispatch({ type: 'failed', note });
    }
  }

  async #collected(answer: CollectedEnrolment, clockAheadMs: number): Promise<void> {
    const { why } = this.getSnapshot();
    if (why === 'wrong-clock') {
      if (Math.abs(clockAheadMs) <= CLOCK_TOLERANCE_MS) this.#options.begin();
      return;
    }
    if (answer.state === 'waiting') {
      this.#dispatch({ type: 'waits', fingerprint: null, authority: await this.#seen(answer.authority) });
      return;
    }
    const { certificate } = answer;
    const fresh = certificate !== null && answer.state === 'ready' && (await this.#isNew(certificate));
    if (!fresh) {
      if (answer.state === 'unknown') this.#dispatch({ type: 'unknown' });
      return;
    }
    this.#dispatch({ type: 'waits', fingerprint: null, authority: await this.#seen(answer.authority) });
    const { standing } = this.getSnapshot().authority ?? {};
    if (standing === 'known' || standing === 'same') await this.#offer(answer, certificate);
  }

  async #offer({ authority, revocations }: CollectedEnrolment, certificate: Uint8Array): Promise<void> {
    const { outcome, fault } = await this.#options.host.call('enrolment.offer', {
      certificate: new Uint8Array(certificate),
      cityId: authority.cityId,
      authorityKey: authority.publicKey,
      revocations,
      compared: true,
    });
    if (outcome === 'stored') {
      this.#dispatch({ type: 'stored' });
      this.#options.begin();
      return;
    }
    // A clock is set right and then the same certificate is good.
    if (fault !== 'not-yet-valid' && fault !== 'expired') this.#refused = certificate;
    this.#dispatch({ type: 'failed', note: { about: 'certificate', fault: fault ?? 'malformed' } });
  }

  async #send(): Promise<void> {
    const before = this.getSnapshot();
    this.#dispatch({ type: 'sending' });
    if (this.getSnapshot().step !== 'sending') return;
    try {
      const anew = typeof before.device?.cityId === 'string' && !this.#askedAnew;
      const { request, fingerprint } = await this.#options.host.call('enrolment.ask', { anew });
      this.#askedAnew = true;
      const data = { code: groupsOf(before.code), request: new Uint8Array(request) };
      const { answer, clockAheadMs } = await this.#ask(this.#options.serverUrl, 'enrolment.request', data);
      this.#dispatch({ type: 'answered', clockAheadMs, at: Date.now() });
      this.#dispatch({ type: 'waits', fingerprint, authority: await this.#seen(answer.authority) });
    } catch (error) {
      this.#dispatch({ type: 'failed', note: await this.#noteOf(error) });
    }
  }

  /** The host ends in place of an answer; when it is there again, everything begins anew. */
  async #restart(setAside: boolean): Promise<void> {
    if (this.getSnapshot().trouble?.phase === 'restarting') return;
    this.#dispatch({ type: 'trouble-phase', phase: 'restarting' });
    const { host, begin } = this.#options;
    try {
      await host.call('device.restart', { setAside });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'not-set-aside') {
        this.#dispatch({ type: 'not-set-aside' });
        return;
      }
    }
    for (;;) {
      try {
        await host.call('device.trouble', {});
        begin();
        return;
      } catch {
        // Not there yet.
        await sleep(BACK_MS);
      }
    }
  }

  async #seen({ cityId, publicKey }: Authority): Promise<SeenAuthority> {
    const question = { cityId, authorityKey: publicKey };
    const { fingerprint, known } = await this.#options.host.call('enrolment.authority', question);
    return { cityId, fingerprint, standing: known ? 'known' : 'to-compare' };
  }

  /** Not the one that the device has, which brought it here, and not one that it has refused. */
  async #isNew(certificate: Uint8Array): Promise<boolean> {
    const { identity } = await this.#options.host.call('identity', {});
    return !same(certificate, identity?.certificate ?? null) && !same(certificate, this.#refused);
  }

  /** Why an enrolled device does not hear its server; null: it does. */
  async #hindrance(): Promise<Note | null> {
    if (this.#keyHash === null) return null;
    try {
      await this.#ask(this.#options.serverUrl, 'enrolment.collect', { keyHash: new Uint8Array(this.#keyHash) });
      return null;
    } catch (error) {
      return (await this.#slowClock()) ?? this.#noteOf(error);
    }
  }

  /** A device's own certificate began before it came here: on a clock that stands before that, it is the clock. */
  async #slowClock(): Promise<Note | null> {
    try {
      const { certificate, now } = await this.#options.host.call('enrolment.state', {});
      if (certificate?.fault !== 'not-yet-valid') return null;
      const { notBefore, notAfter } = certificate;
      return { about: 'own-dates', outside: { now, notBefore, notAfter } };
    } catch {
      // The host is away: what follows asks it again and says so.
      return null;
    }
  }

  async #noteOf(error: unknown): Promise<Note> {
    if (isRefusal(error, 'forbidden')) return { about: 'code' };
    if (isRefusal(error, 'limited')) return { about: 'limited' };
    if (!(error instanceof SignalingError)) {
      const refused = error instanceof Error && 'code' in error && error.code === 'device-id';
      if (!refused) this.#options.onFault(error);
      return { about: refused ? 'device-id' : 'host' };
    }
    if (error.reason === 'refused' || error.reason === 'bad-answer') return { about: 'old' };
    try {
      const { found, outside } = await this.#options.host.call('enrolment.reach', {});
      if (found !== 'answers') return { about: 'unreachable', cause: found };
      if (outside !== null) return { about: 'server-dates', outside };
      // Somebody answers the host and the page has no line: it does not believe the server's certificate.
      return { about: error.reason === 'connection-lost' ? 'untrusted' : 'no-answer' };
    } catch (fault) {
      this.#options.onFault(fault);
      return { about: 'host' };
    }
  }

  #go(): void {
    if (this.#going || this.#isOver()) return;
    this.#going = true;
    void this.#rounds();
  }

  async #rounds(): Promise<void> {
    while (!this.#isOver()) {
      await this.round();
      await sleep(this.#options.roundMs ?? ROUND_MS);
    }
    this.#going = false;
  }

  #isOver(): boolean {
    const { why, step } = this.getSnapshot();
    return why === null || why === 'store' || why === 'no-line' || step === 'done';
  }

  #dispatch(event: EnrolmentEvent): void {
    const next = enrol(this.getSnapshot(), event);
    if (next !== this.getSnapshot()) this.setSnapshot(next);
  }
}

function same(one: Uint8Array, other: Uint8Array | null): boolean {
  return other?.byteLength === one.byteLength && one.every((byte, at) => byte === other[at]);
}
