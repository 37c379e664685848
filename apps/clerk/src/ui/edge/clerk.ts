import type { EnrolmentDesk } from '@mado/enrolment-ui';
import type { InspectPage } from '@mado/inspection';
import { untilAnswered, watchClipboard } from '@mado/rpc';
import { isAtWork, refusalCode, Store, type ClerkClient, type ConnectionState, type SessionId } from '@mado/signaling';
import type { OfferEntry } from '@mado/signaling/wire';
import { textIn } from '@mado/ui';
import { INITIAL, NOTHING_DONE, reduce, type ClerkEvent, type ClerkState } from '../state/clerk-state.ts';
import { Look } from './look.ts';
import { linkOf } from '../state/link-view.ts';
import { arrivals } from '../state/waiting.ts';
import { RecentPapers } from './recent-papers.ts';
import type { AdminPorts } from '../admin/ports.ts';
import { adminPorts } from './admin-ports.ts';
import { CallDesk } from './call-desk.ts';
import { chime } from './chime.ts';
import { Door } from './door.ts';
import { closeSession, forgetSession } from './erasure.ts';
import type { ClerkHost } from './clerk-host.ts';
import { tellLifeSigns } from './life-signs.ts';
import { OwnCapture } from './own-media.ts';
import { whenPageGoes } from './page-going.ts';
import { PreferenceMemory } from './preferences.ts';
import { Preparation } from './preparation.ts';
import { TemplateSync } from './template-sync.ts';
import { Transfer } from './transfer.ts';

/** How often the end of the device's certificate is thought of, in milliseconds. */
const TICK_MS = 60_000;

/** The clerk's app: joins server, host, camera and screen. Decisions are in `state/`; here are their effects. */
export class Clerk extends Store<ClerkState> {
  readonly capture = new OwnCapture(navigator.mediaDevices);
  readonly preferences = new PreferenceMemory(localStorage);
  readonly call: CallDesk;
  readonly client: ClerkClient;
  readonly transfer: Transfer;
  readonly door: Door;
  readonly look: Look;
  readonly adminPorts: AdminPorts;
  readonly enrolment: EnrolmentDesk;
  readonly #host: ClerkHost;
  readonly #preparation: Preparation;
  readonly #templates: TemplateSync;
  readonly #clipboard = watchClipboard(window);
  #serverRestarts = false;
  /** The server does not let this device in: until the page starts anew, nothing of the client is news. */
  #out = false;

  constructor(host: ClerkHost, client: ClerkClient, inspect: InspectPage, enrolment: EnrolmentDesk) {
    super(INITIAL);
    this.enrolment = enrolment;
    this.#host = host;
    this.client = client;
    this.transfer = new Transfer(client);
    this.door = new Door(client.person);
    this.look = new Look(client);
    const words = () => textIn(this.preferences.getSnapshot().display.language);
    this.adminPorts = adminPorts(client, host, () => words()('templates.as-installed'));
    this.#preparation = new Preparation(client);
    this.#templates = new TemplateSync({
      store: client.templates,
      host,
      onChanged: () => this.call.form.templatesChanged(),
    });
    this.call = new CallDesk({
      recentPapers: new RecentPapers(window.localStorage),
      inspect,
      host,
      client,
      bookingTitle: (number) =>
        textIn(this.preferences.getSnapshot().display.language)('reading.booking', {
          number: number.replace(/^(\d{4})(?=\d)/, '$1 '),
        }),
      cardTitle: () => textIn(this.preferences.getSnapshot().display.language)('card.clerk.title'),
      scanTitle: (count) => textIn(this.preferences.getSnapshot().display.language)('clerk.scan.document', { count }),
      onSignal: (signal) => this.dispatch({ type: 'signal', signal }),
    });
  }

  start(): void {
    const { client } = this;
    client.signaling.on('server.closing', () => (this.#serverRestarts = true));
    client.signaling.on('person.step', ({ next }) => this.door.dispatch({ type: 'told', step: next }));
    client.subscribe(() => this.#tookNews());
    client.waiting.subscribe(() => this.#listed());
    client.offers.subscribe(() => this.#asked());
    client.person.subscribe(() => {
      this.dispatch({ type: 'person', person: client.person.getSnapshot() });
      if (isAtWork(client.person.getSnapshot())) this.#templates.wish();
    });
    client.on('ended', (session) => {
      this.dispatch({ type: 'session', session, accomplished: this.call.accomplished(session) });
      this.erase(session.id);
    });
    client.on('gone', () => {
      // Whatever a page that was loaded again without a line does not know of.
      if (this.getSnapshot().stage.name !== 'ended')
        forgetSession(this.call, this.#host, this.#clipboard).catch(reportError);
    });
    client.on('departed', ({ session, why }) => {
      this.dispatch({ type: 'departed', session, why });
      this.eraseLeft();
    });
    this.#host.subscribe(() => this.#hostChanged());
    this.#hostChanged();
    this.capture.subscribe(() => this.#captured());
    void this.capture.open();
    tellLifeSigns(
      {
        state: () => client.person.getSnapshot(),
        serverNow: () => client.serverNow(),
        touch: () => client.person.touch(),
      },
      window,
      this.capture.meter,
      () => this.getSnapshot().stage.name === 'call',
    );
    setInterval(() => this.enrolment.tick(Date.now()), TICK_MS);
    // What was typed a moment ago is there again on the screen that comes after this one.
    whenPageGoes(window, () => this.call.form.keepNow());
    client.signaling.on('templates.changed', () => this.#templates.wish());
    this.#begin().catch(reportError);
  }

  /** A device whose store cannot be used has nothing to say to the server. */
  async #begin(): Promise<void> {
    if (!(await untilAnswered(() => this.enrolment.start()))) return;
    this.client.connect();
    try {
      await this.client.watch();
    } catch (error) {
      // A device that is not let in says why on its screen.
      if (!this.#out) throw error;
    }
  }

  dispatch(event: ClerkEvent): void {
    this.setSnapshot(reduce(this.getSnapshot(), event));
    this.#templates.talking(this.getSnapshot().stage.name === 'call');
    this.#prepare();
  }

  /** Lets the selected citizen in. */
  async admit(): Promise<void> {
    const { selected, stage } = this.getSnapshot();
    if (selected === null || stage.name !== 'desk' || stage.admission.phase === 'asked') return;
    this.dispatch({ type: 'admit.asked', sessionId: selected });
    try {
      await this.client.admit(selected);
    } catch (error) {
      const code = refusalCode(error) ?? 'no-answer';
      this.dispatch({ type: 'admit.failed', sessionId: selected, code });
      this.#preparation.forget();
      this.#prepare();
    }
  }

  /** Takes what another desk offers. */
  async accept(offer: OfferEntry): Promise<void> {
    const { stage } = this.getSnapshot();
    if (stage.name !== 'desk' || stage.admission.phase === 'asked' || stage.admission.phase === 'accepting') return;
    this.dispatch({ type: 'accept.asked', offerId: offer.offerId });
    try {
      await this.client.accept(offer);
    } catch (error) {
      this.dispatch({ type: 'accept.failed', code: refusalCode(error) ?? 'no-answer' });
      this.#preparation.forget();
      this.#prepare();
    }
  }

  decline(offer: OfferEntry): void {
    this.client.decline(offer).catch(reportError);
  }

  /** Clears this PC of a session that goes on elsewhere. */
  eraseLeft(): void {
    this.dispatch({ type: 'left.erasure', erasure: 'running' });
    this.#preparation.forget();
    forgetSession(this.call, this.#host, this.#clipboard).then(
      () => this.dispatch({ type: 'left.erasure', erasure: 'confirmed' }),
      (error: unknown) => {
        this.dispatch({ type: 'left.erasure', erasure: 'failed' });
        reportError(error);
      },
    );
  }

  async finish(): Promise<void> {
    this.dispatch({ type: 'end', ending: 'asked' });
    try {
      await this.client.finish();
    } catch (error) {
      this.dispatch({ type: 'end', ending: 'failed' });
      reportError(error);
    }
  }

  /** Camera off, stores dropped, host told, server told: only then the screen says that all is erased. */
  erase(sessionId: SessionId): void {
    this.dispatch({ type: 'erasure', erasure: 'running' });
    this.capture.close();
    closeSession(sessionId, this.call, this.client, this.#host, this.#clipboard).then(
      () => this.dispatch({ type: 'erasure', erasure: 'confirmed' }),
      (error: unknown) => {
        this.dispatch({ type: 'erasure', erasure: 'failed' });
        reportError(error);
      },
    );
  }

  /** The clerk presses "again" on the last screen. */
  eraseAgain(): void {
    const { stage } = this.getSnapshot();
    if (stage.name === 'ended') this.erase(stage.session.id);
  }

  backToDesk(): void {
    this.dispatch({ type: 'desk.back' });
    void this.capture.open();
  }

  /** Something of the client changed: line, who we are, the session. */
  #tookNews(): void {
    const { connection, identity, desks, session, place } = this.client.getSnapshot();
    if (this.#out) return;
    if (connection.phase === 'refused') {
      this.#putOut(connection);
      return;
    }
    if (connection.phase === 'online' || connection.phase === 'reconnecting')
      this.enrolment.line(connection.phase === 'online');
    const link = linkOf(connection, this.#serverRestarts);
    if (link.phase === 'online') this.#serverRestarts = false;
    else this.#preparation.forget();
    this.dispatch({ type: 'link', link });
    if (identity === null) return;
    this.dispatch({ type: 'me', name: identity.name, department: identity.department });
    this.dispatch({ type: 'clock', offset: this.client.serverNow() - Date.now() });
    this.dispatch({ type: 'desks', desks });
    const live = session?.state === 'admitted' || session?.state === 'active';
    if (live && place !== null) this.call.follow(place, session);
    const { stage } = this.getSnapshot();
    // After the end the numbers stand as they were; only the server's state moves on.
    const known = stage.name === 'ended' ? stage.accomplished : null;
    const accomplished = known ?? (session === null ? NOTHING_DONE : this.call.accomplished(session));
    this.dispatch({ type: 'session', session, accomplished });
  }

  /** The server does not let this device in, or has put it out in the middle of a call: nothing of that call stays here. */
  #putOut({ code, clockAheadMs }: Extract<ConnectionState, { phase: 'refused' }>): void {
    this.#out = true;
    this.enrolment.refused(code, clockAheadMs);
    const interrupted = this.client.place !== null;
    this.dispatch({ type: 'link', link: { phase: 'refused', code, ...(interrupted ? { interrupted } : {}) } });
    this.capture.close();
    if (!interrupted) return;
    this.client.close();
    forgetSession(this.call, this.#host, this.#clipboard).catch(reportError);
  }

  #listed(): void {
    const waiting = this.client.waiting.getSnapshot();
    const come = arrivals(this.getSnapshot().waiting, waiting).length > 0;
    this.dispatch({ type: 'waiting', waiting });
    if (come && this.getSnapshot().stage.name !== 'call') chime();
  }

  #asked(): void {
    const offers = this.client.offers.getSnapshot();
    const known = new Set(this.getSnapshot().offers.map(({ offerId }) => offerId));
    this.dispatch({ type: 'offers', offers });
    const fresh = offers.some(({ offerId }) => !known.has(offerId));
    if (fresh && this.getSnapshot().stage.name !== 'call') chime();
  }

  #hostChanged(): void {
    const phase = this.#host.state;
    this.dispatch({ type: 'host', host: phase === 'lost' ? { phase, since: Date.now() } : { phase } });
    if (phase !== 'open') return;
    this.call.form.hostIsBack();
    this.#templates.forget();
  }

  #captured(): void {
    const { state, stream } = this.capture.getSnapshot();
    this.dispatch({ type: 'media', media: state });
    const audio = stream?.getAudioTracks()[0];
    const video = stream?.getVideoTracks()[0];
    if (stream !== null) this.client.useTracks({ ...(audio ? { audio } : {}), ...(video ? { video } : {}) });
  }

  #prepare(): void {
    const { stage, selected, link } = this.getSnapshot();
    if (stage.name !== 'desk') this.look.keepOnly(null);
    if (stage.name !== 'desk' || link.phase !== 'online') return;
    if (stage.admission.phase === 'asked' || stage.admission.phase === 'accepting') return;
    this.#preparation.want(selected);
    this.look.keepOnly(selected);
  }
}
