import {
  type FoundField,
  type LabelSheet,
  labelSheet,
  mergeProposals,
  type ProposedField,
  proposeDrawn,
  ruledPage,
  type SeenPage,
} from '@mado/forms/map';
import { openForReading, type Reading } from '@mado/sheets';
import type { CommonFieldEntry, Inspection, PageGeometry } from '../admin/templates/editor/workbench-port.ts';

/** Words, and then pictures of pages, that take longer to read are left out. */
const READ_MS = 8_000;

/** What the host found on a page. */
export type DrawnPage = Omit<PageGeometry, 'labels' | 'scanned'>;
/** A page as the editor shows it, and as fields are proposed from it. */
export interface ReadPage {
  readonly shown: PageGeometry;
  readonly seen: SeenPage;
  /** Of a scan with words in its boxes: those words, for recognition. */
  readonly sheet?: LabelSheet;
}

/** A page whose words and picture are not looked at. */
export function unread(page: DrawnPage): ReadPage {
  const shown = { ...page, labels: [] };
  return { shown, seen: shown };
}

/** Reads the words of a form, and the ruled lines of its pages without drawn ones. Rejects with `UnreadablePageError`. */
export async function readForm(pdf: Uint8Array, pages: readonly DrawnPage[]): Promise<ReadPage[]> {
  const reading = await openForReading(pdf);
  try {
    const words = AbortSignal.timeout(READ_MS);
    const read: ReadPage[] = [];
    for (const [index, page] of pages.entries()) {
      const shown = { ...page, labels: words.aborted ? [] : await reading.texts(index, words) };
      read.push({ shown, seen: shown });
    }
    const pictures = AbortSignal.timeout(READ_MS);
    for (const [index, { shown }] of read.entries()) {
      if (shown.lines.length > 0 || pictures.aborted) continue;
      const ruled = await ruledBy(reading, index, shown, pictures);
      if (ruled !== null) read[index] = ruled;
    }
    return read;
  } finally {
    reading.release();
  }
}

/** A page without drawn lines by its picture; null when there is no time left. */
async function ruledBy(
  reading: Reading,
  index: number,
  page: PageGeometry,
  signal: AbortSignal,
): Promise<ReadPage | null> {
  try {
    const raster = await reading.raster(index, signal);
    const ruled = ruledPage(raster);
    const { ink, ...found } = ruled;
    const isScan = page.labels.length === 0;
    const sheet = isScan ? labelSheet(raster, ruled) : null;
    const shown: PageGeometry = { ...page, ...found, ...(isScan ? { scanned: true as const } : {}) };
    const seen = { ...shown, labels: isScan ? ink : page.labels };
    return { shown, seen, ...(sheet !== null && sheet.lines.length > 0 ? { sheet } : {}) };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** What the editor gets to see of a form that was read, with the fields that it seems to have. */
export function foundOn(
  read: readonly ReadPage[],
  typed: readonly ProposedField[],
  commonFields: readonly CommonFieldEntry[],
): Pick<Inspection, 'pages' | 'proposals'> {
  const seen = read.map((page) => page.seen);
  const from = (page: number): Exclude<FoundField['from'], 'acro-form'> =>
    read[page]?.shown.scanned === true ? 'scan' : 'drawing';
  return {
    pages: read.map(({ shown }) => shown),
    proposals: mergeProposals(typed, proposeDrawn(seen, commonFields), from),
  };
}
