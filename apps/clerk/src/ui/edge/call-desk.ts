import {
  CommandId,
  DocumentId,
  NO_ANNOTATIONS,
  RemoteFaces,
  StandstillWatch,
  Store,
  UNSEALED,
  type AnnotationOrder,
  type ClerkClient,
  type CommandSender,
  type DeviceCommand,
  type MediaState,
  type Notice,
  type PagePoint,
  type SessionPlace,
  type SessionView,
  type TrayDocument,
} from '@mado/signaling';
import type { InspectPage } from '@mado/inspection';
import { openPictures } from '@mado/sheets';
import { fileNotes, type FileNote } from '../state/file-desk.ts';
import { FileKeeping } from './file-keeping.ts';
import { FileWork } from './file-work.ts';
import { accomplishedBy, type Job } from '../state/booth.ts';
import { USUAL_VOLUME, type CallView, type Flow, type ScanChoice } from '../state/call-view.ts';
import type { Accomplished, PendingSignal } from '../state/clerk-state.ts';
import { partIn } from '../state/hand-over.ts';
import { boothOf, sittingOf } from '../state/names.ts';
import { jobsOf, paperOf, volumeOf } from '../state/tray-view.ts';
import type { RecentPapers } from './recent-papers.ts';
import type { ClerkHost } from './clerk-host.ts';
import { cardFinding } from '../form/finding.ts';
import { FormWork } from './form-work.ts';
import { LineWatch } from './line-watch.ts';
import { PageReading } from './page-reading.ts';
import { recognise } from './recogniser.ts';

type Place = SessionPlace<CommandSender>;
/** What of a call changes with the session's place; the clerk's own picture is not of it. */
export type PlaceView = Omit<CallView, 'self'>;

export interface CallDeskOptions {
  readonly host: ClerkHost;
  readonly client: ClerkClient;
  /** Titles a new scan, the `count`th of the session. */
  readonly scanTitle: (count: number) => string;
  /** Names a booking by its number. */
  readonly bookingTitle: (number: string) => string;
  /** Names a card. */
  readonly cardTitle: () => string;
  readonly onSignal: (signal: PendingSignal) => void;
  readonly recentPapers: RecentPapers;
  /** Looks at a file of this PC before it goes into the tray. */
  readonly inspect: InspectPage;
}

/** Everything between this screen and one session's place: what is seen of it, and what the hands send into it. */
export class CallDesk extends Store<PlaceView> {
  readonly faces: RemoteFaces;
  readonly form: FormWork;
  readonly files: FileWork;
  readonly reading: PageReading;
  readonly #line = new LineWatch();
  readonly #still = new StandstillWatch();
  readonly #options: CallDeskOptions;
  #place: Place | null = null;
  #stop = new AbortController();
  #soundHeld = false;

  constructor(options: CallDeskOptions) {
    const { host, client, recentPapers: recent } = options;
    const form = new FormWork({
      host,
      recent,
      noteSaved: (saveId, forms) => client.noteSaved(saveId, forms),
      sitting: () => {
        const { session, desks } = client.getSnapshot();
        return session === null ? null : sittingOf(desks, session);
      },
      desks: () => client.getSnapshot().desks.map(({ id }) => id),
    });
    super(emptyView(form));
    this.#options = options;
    this.form = form;
    this.faces = new RemoteFaces(() => {
      options.client.confirmJoined().catch(reportError);
    });
    this.files = new FileWork({ inspect: options.inspect, openPictures });
    this.reading = new PageReading({
      recognise,
      read: async (lines) => (await options.host.call('forms.read', { lines })).items,
      found: (finding) => form.offer(finding),
    });
    for (const store of [this.faces, this.#line, this.#still, this.form, this.files, this.reading])
      store.subscribe(() => this.#look());
  }

  /** Sits down in a session that was admitted, or sees who is in it now when it sits there already. */
  follow(place: Place, session: SessionView): void {
    if (this.#place === place) {
      this.faces.setPresent(session.participants.map(({ id }) => id));
      this.#look();
      return;
    }
    this.clear();
    this.#place = place;
    const { signal } = this.#stop;
    for (const store of [
      place.tray,
      place.commands,
      place.memos,
      place.notices,
      place.media,
      place.seal,
      place.stage,
      place.annotations,
      place.pointing,
    ]) {
      signal.addEventListener(
        'abort',
        store.subscribe(() => this.#look()),
        { once: true },
      );
    }
    place.signals.on('pressed', (pressed) => {
      if (!signal.aborted && !pressed.seen) this.#options.onSignal({ key: pressed.key, signal: pressed.signal });
    });
    this.faces.follow(place.media);
    this.faces.setPresent(session.participants.map(({ id }) => id));
    this.#line.follow(place.media);
    this.#still.follow(place.media);
    this.form.follow(place);
    this.files.follow(place.tray, new FileKeeping(this.#options.host, place.sessionId, place.whenKnown()));
    signal.addEventListener(
      'abort',
      place.cards.subscribe(() => this.#offerCard(place)),
      { once: true },
    );
    this.#offerCard(place);
    this.#offerBooking(place, session).catch(reportError);
    // A booth that was silent so far tells how its devices are.
    const { devices } = place.commands.getSnapshot();
    if (devices === null && partIn(session, place.participantId) === 'in-charge')
      this.#give({ verb: 'devices.report' });
    this.#look();
  }

  /** Lets go of everything of the session. */
  clear(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#place = null;
    this.#soundHeld = false;
    this.faces.clear();
    this.#line.stop();
    this.#still.stop();
    this.form.clear();
    this.files.clear();
    this.reading.dismiss();
    this.#look();
  }

  /** Counts of what was done, without any content. */
  accomplished(session: SessionView): Accomplished {
    const { jobs, papers } = this.getSnapshot();
    const from = session.admittedAt;
    const to = session.endedAt ?? this.#options.client.serverNow();
    return {
      minutes: from === null ? 0 : Math.max(0, Math.round((to - from) / 60_000)),
      formsFilled: papers.filter(({ origin }) => origin === 'form').length,
      ...accomplishedBy(jobs),
    };
  }

  scan(choice: ScanChoice): void {
    const count = this.getSnapshot().papers.filter(({ origin }) => origin === 'scan').length + 1;
    this.#give({ verb: 'scan.start', ...choice, title: this.#options.scanTitle(count) });
  }

  readCard(): void {
    this.#give({ verb: 'card.read' });
  }

  print(documentId: string, copies: number): void {
    this.#give({ verb: 'print.document', documentId: DocumentId.parse(documentId), copies });
  }

  /** Calls a file off, or takes away what a reload left of one. */
  dropFile(note: FileNote): void {
    if (note.kind === 'broken-off') this.removePaper(note.id);
    else this.files.cancel(note.id);
  }

  removePaper(documentId: string): void {
    this.#place?.tray.remove(DocumentId.parse(documentId)).catch(reportError);
  }

  stage(paper: { documentId: string; page: number } | null): void {
    const shown = paper && { documentId: DocumentId.parse(paper.documentId), page: paper.page };
    this.#place?.stage.show(shown).catch(reportError);
  }

  annotate(paper: { documentId: string; page: number }, order: AnnotationOrder): void {
    this.#place?.annotations.order({ documentId: DocumentId.parse(paper.documentId), page: paper.page }, order);
  }

  point(at: ({ documentId: string; page: number } & PagePoint) | null): void {
    this.#place?.pointing.point(at && { ...at, documentId: DocumentId.parse(at.documentId) });
  }

  stop(job: Job): void {
    const commandId = CommandId.parse(job.commandId);
    this.#give({ verb: CANCEL[job.verb], commandId });
  }

  volume(level: number): void {
    this.#give({ verb: 'volume.set', level });
  }

  phrase(notice: Notice | null): void {
    this.#place?.notices.say(notice).catch(reportError);
  }

  acknowledge(key: string): void {
    this.#place?.signals.acknowledge(key);
  }

  soundHeld(): void {
    if (this.faces.elements.length === 0) return;
    this.#soundHeld = true;
    for (const element of this.faces.elements) {
      // The picture at least: without sound a browser always plays.
      element.muted = true;
      element.play().catch(reportError);
    }
    this.#look();
  }

  playSound(): void {
    const playing = this.faces.elements.map((element) => {
      element.muted = false;
      return element.play();
    });
    Promise.all(playing).then(() => {
      this.#soundHeld = false;
      this.#look();
    }, reportError);
  }

  /** What the citizen answered when booking is offered for the fields. */
  async #offerBooking(place: Place, session: SessionView): Promise<void> {
    const { client, host, bookingTitle } = this.#options;
    const answers = await client.bookingAnswers(session.id);
    if (answers === null) return;
    const opened = await host.call('booking.open', { number: answers.number, sealed: new Uint8Array(answers.sealed) });
    if (opened.answers === null || this.#place !== place) return;
    this.form.offer({
      id: crypto.randomUUID(),
      origin: 'booking',
      title: bookingTitle(answers.number),
      items: [],
      answers: opened.answers,
      group: null,
    });
  }

  /** What the booth read from a card that this desk asked for is offered for the fields. */
  #offerCard(place: Place): void {
    const { client, cardTitle } = this.#options;
    const read = place.cards.getSnapshot();
    const booth = client.session === null ? null : boothOf(client.session);
    const asked = read !== null && place.commands.handle(read.commandId) !== null;
    if (asked && read.from === booth?.id && this.#place === place) this.form.offer(cardFinding(read, cardTitle()));
  }

  #give(command: DeviceCommand): void {
    const { session } = this.#options.client;
    const booth = session === null ? null : boothOf(session);
    this.#place?.commands.start(command, booth?.id ?? null);
  }

  #look(): void {
    const place = this.#place;
    if (place === null) {
      this.setSnapshot(emptyView(this.form));
      return;
    }
    const { commands, devices } = place.commands.getSnapshot();
    const faces = this.faces.getSnapshot();
    const { session } = this.#options.client;
    const booth = session === null ? null : boothOf(session);
    const documents: readonly TrayDocument[] = place.tray.getSnapshot().documents;
    this.setSnapshot({
      own: place.participantId,
      face: faces.find(({ participantId }) => participantId === booth?.id)?.stream ?? null,
      faces,
      memos: place.memos.getSnapshot(),
      flow: flowOf(place.media.state),
      still: this.#still.getSnapshot().find(({ participantId }) => participantId === booth?.id) ?? null,
      quality: this.#line.getSnapshot(),
      soundHeld: this.#soundHeld,
      devices,
      jobs: jobsOf(commands),
      papers: documents.map(paperOf),
      files: fileNotes(this.files.getSnapshot(), documents),
      reading: this.reading.getSnapshot(),
      staged: place.stage.getSnapshot(),
      annotations: place.annotations.getSnapshot(),
      pointer: place.pointing.getSnapshot(),
      volume: volumeOf(commands),
      notice: place.notices.getSnapshot()?.notice ?? null,
      form: this.form.getSnapshot(),
      seal: place.seal.getSnapshot(),
    });
  }
}

const CANCEL = { scan: 'scan.cancel', print: 'print.cancel', card: 'card.cancel' } as const;

function emptyView(form: FormWork): PlaceView {
  return {
    own: null,
    face: null,
    faces: [],
    memos: [],
    flow: 'connecting',
    still: null,
    quality: null,
    soundHeld: false,
    devices: null,
    jobs: [],
    papers: [],
    files: [],
    reading: null,
    staged: null,
    annotations: NO_ANNOTATIONS,
    pointer: null,
    volume: USUAL_VOLUME,
    notice: null,
    form: form.getSnapshot(),
    seal: UNSEALED,
  };
}

function flowOf(media: MediaState): Flow {
  if (media.phase === 'flowing') return 'flowing';
  return media.phase === 'interrupted' || media.phase === 'recovering' ? 'interrupted' : 'connecting';
}
