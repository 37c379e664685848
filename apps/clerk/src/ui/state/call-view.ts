import type {
  AnnotationOrder,
  AnnotationsSnapshot,
  DeviceState,
  MemoView,
  Notice,
  PagePoint,
  Pointer,
  RemoteFace,
  SealView,
  Standstill,
} from '@mado/signaling';
import type { ParticipantId } from '@mado/signaling/wire';
import type {
  CommonFieldView,
  FieldPlaceView,
  FolderProblem,
  SuggestionView,
  TemplateSummary,
} from '../../contract/index.ts';
import { EMPTY_DRAFT, type Draft } from '../form/draft.ts';
import type { Finding, FoundValue } from '../form/finding.ts';
import type { PaperPage } from '../papers/use-sheets.ts';
import type { ReadablePage } from '../papers/readable-page.ts';
import type { Job } from './booth.ts';
import type { FileNote } from './file-desk.ts';
import type { FilledPaper } from './preview.ts';

export { NO_PREVIEW, type Preview } from './preview.ts';

/** A document of the tray as the screen shows it. */
export interface Paper {
  readonly id: string;
  readonly title: string;
  readonly origin: 'scan' | 'form' | 'file';
  /** False while more pages may come. */
  readonly complete: boolean;
  readonly pages: readonly PaperPage[];
}

/** Whether picture and sound flow. */
export type Flow = 'connecting' | 'flowing' | 'interrupted';
export type LineQuality = 'good' | 'fair' | 'bad';

/** What the booth's scanner shall do. */
export interface ScanChoice {
  readonly source: 'flatbed' | 'feeder';
  readonly colour: 'colour' | 'grey';
  /** Dots per inch. */
  readonly resolution: 150 | 200 | 300;
}
export const USUAL_SCAN: ScanChoice = { source: 'flatbed', colour: 'colour', resolution: 200 };

/** Where the printing of the papers stands, from the press of the button on. */
export type FormPrinting =
  | { readonly phase: 'no' }
  | { readonly phase: 'sending' }
  | { readonly phase: 'sent'; readonly commandId: string }
  /** The papers lie in the tray, and nothing was printed. */
  | { readonly phase: 'laid' }
  | { readonly phase: 'failed' };

/** Why filled forms were not saved into the department's folder; words: `save.<fault>`. */
export type SaveFault =
  | FolderProblem
  /** The server's audit log has no line of it. */
  | 'not-recorded'
  | 'not-filled'
  /** The host went away in the middle. */
  | 'unsure';

/** Where the saving into the department's folder stands. */
export type FormSaving =
  | { readonly phase: 'no' }
  | { readonly phase: 'saving' }
  /** Under these names. */
  | { readonly phase: 'saved'; readonly files: readonly string[] }
  | { readonly phase: 'failed'; readonly cause: SaveFault };

/** One of the papers that are filled together. */
export interface FormPaper extends FilledPaper {
  readonly template: TemplateSummary;
  /** The empty form; null until the host has told. */
  readonly blank: Uint8Array<ArrayBuffer> | null;
  /** Where its fields are on its pages; empty until the host has told. */
  readonly places: readonly FieldPlaceView[];
}

/** Whether one paper or all of the chosen ones are meant. */
export type PaperScope = 'shown' | 'all';

/** What a half-typed value of the field may stand for; at least one. */
export interface FieldOffer {
  readonly field: string;
  readonly suggestions: readonly SuggestionView[];
}

export interface FormDesk {
  /** Null until the host has listed them. */
  readonly templates: readonly TemplateSummary[] | null;
  /** Templates that this clerk filled lately, the latest first. */
  readonly recent: readonly string[];
  /** The papers that are filled, in their order; none: they are still to be chosen. */
  readonly papers: readonly FormPaper[];
  /** Id of the template whose page is looked at. */
  readonly shown: string | null;
  /** The list of papers stands open for another choice. */
  readonly choosing: boolean;
  /** Those that this clerk sees and types; null until the host has told them for the chosen papers. */
  readonly fields: readonly CommonFieldView[] | null;
  /** Fields of the chosen papers that are for clerks of other desks only. What is typed there stays, and is on nothing that is made here. */
  readonly withheld: readonly CommonFieldView[];
  readonly draft: Draft;
  /** What may be meant by what is being typed. */
  readonly offer: FieldOffer | null;
  readonly printing: FormPrinting;
  /** What papers, cards and bookings say, offered for the fields until the clerk puts it aside. */
  readonly findings: readonly Finding[];
  /** Where filled forms can be saved on purpose, as people name it; null: nowhere. */
  readonly folder: string | null;
  readonly saving: FormSaving;
}

/** The form view before anything is known of it. */
export const NO_FORM: FormDesk = {
  templates: null,
  recent: [],
  papers: [],
  shown: null,
  choosing: false,
  fields: null,
  withheld: [],
  draft: EMPTY_DRAFT,
  offer: null,
  printing: { phase: 'no' },
  findings: [],
  folder: null,
  saving: { phase: 'no' },
};

/** How far the recognition of a page's letters is; `page` from 0. */
export type Reading = { readonly title: string; readonly page: number } & (
  | { readonly phase: 'running'; readonly fraction: number | null }
  | { readonly phase: 'done'; readonly count: number }
  /** No word was found that a field could take. */
  | { readonly phase: 'nothing' }
  | { readonly phase: 'failed' }
);

/** Everything of a running call that changes beside the session's own state. */
export interface CallView {
  /** This clerk's place in the session; null before there is one. */
  readonly own: ParticipantId | null;
  /** The citizen. */
  readonly face: MediaStream | null;
  /** Everybody at other ends, the citizen too. */
  readonly faces: readonly RemoteFace[];
  /** What clerks wrote down for those who come after them. */
  readonly memos: readonly MemoView[];
  readonly self: MediaStream | null;
  readonly flow: Flow;
  /** What of the citizen should come and does not, although nobody said that a line broke. */
  readonly still: Standstill | null;
  readonly quality: LineQuality | null;
  /** The browser waits for a click before it plays sound. */
  readonly soundHeld: boolean;
  readonly devices: DeviceState | null;
  readonly jobs: readonly Job[];
  readonly papers: readonly Paper[];
  /** Files of this PC on their way into the tray. */
  readonly files: readonly FileNote[];
  /** The page whose letters are recognised, or were last; null: none. */
  readonly reading: Reading | null;
  /** The page that stands on the citizen's screen too. */
  readonly staged: { readonly documentId: string; readonly page: number } | null;
  /** What is drawn over the pages, at both ends (書き込み). */
  readonly annotations: AnnotationsSnapshot;
  /** Where the clerk in charge points now, on everybody's screen; null: nowhere. */
  readonly pointer: Pointer | null;
  /** Loudness of the clerk's voice at the booth, 0 to 1. */
  readonly volume: number;
  /** The phrase that stands on the citizen's screen. */
  readonly notice: Notice | null;
  readonly form: FormDesk;
  /** Who shares the keys of this conversation, and what was found out about what arrived. */
  readonly seal: SealView;
}

/** What the clerk's hands can do in a call. */
export interface CallActions {
  readonly tab: (tab: 'papers' | 'form') => void;
  readonly scan: (choice: ScanChoice) => void;
  /** Asks the citizen to have their card read at the booth. */
  readonly readCard: () => void;
  readonly print: (documentId: string, copies: number) => void;
  /** Puts files of this PC into the tray. */
  readonly addFiles: (files: readonly File[]) => void;
  /** Calls a file off, or puts what is said about it aside. */
  readonly dropFile: (note: FileNote) => void;
  /** Takes a paper out of both trays. */
  readonly removePaper: (documentId: string) => void;
  /** Puts a page on the citizen's screen; null: takes it away. */
  readonly stage: (paper: { documentId: string; page: number } | null) => void;
  /** Draws on a page, or takes away what is drawn there. */
  readonly annotate: (paper: { documentId: string; page: number }, order: AnnotationOrder) => void;
  /** Points at a place of the page that the citizen sees; null: nowhere any more. */
  readonly point: (at: ({ documentId: string; page: number } & PagePoint) | null) => void;
  readonly stop: (job: Job) => void;
  readonly phrase: (notice: Notice | null) => void;
  readonly volume: (level: number) => void;
  readonly acknowledge: (key: string) => void;
  readonly end: (answer: 'ask' | 'stay' | 'end') => void;
  readonly playSound: () => void;
  /** These papers, in this order, from now on. */
  readonly choosePapers: (ids: readonly string[]) => void;
  readonly openChoice: (open: boolean) => void;
  readonly showPaper: (id: string) => void;
  readonly type: (field: string, value: string) => void;
  /** The focus came into a field. */
  readonly visitField: (field: string) => void;
  readonly leaveField: () => void;
  /** Types what is offered, by its place in the list. */
  readonly takeOffer: (index: number) => void;
  readonly dismissOffer: () => void;
  readonly undo: (field: string) => void;
  /** Recognises the letters of a page, on this PC. */
  readonly readPage: (page: ReadablePage) => void;
  /** Calls the recognition off, or puts what is said about it aside. */
  readonly dropReading: () => void;
  readonly takeFound: (field: string, value: FoundValue) => void;
  /** Takes all that is certain of what one paper, card or booking says. */
  readonly takeCertain: (finding: string) => void;
  /** Of whose group of fields the finding's person is. */
  readonly chooseGroup: (finding: string, group: string) => void;
  readonly dropFinding: (finding: string) => void;
  readonly printForm: (scope: PaperScope, copies: number) => void;
  /** Lays the filled papers into the tray, where both ends have them, and prints nothing. */
  readonly layForm: (scope: PaperScope) => void;
  /** Takes the filled papers out of the session, into the department's folder. */
  readonly saveForm: (scope: PaperScope) => void;
}

/** Default loudness at the booth before anybody changed it. */
export const USUAL_VOLUME = 0.8;
