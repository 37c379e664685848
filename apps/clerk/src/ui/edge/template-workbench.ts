import { type FoundField, mergeProposals, proposeDrawn, ruledPage, type SeenPage } from '@mado/forms/map';
import { openForReading, type Reading } from '@mado/sheets';
import type { PageGeometry, WorkbenchPort } from '../admin/templates/editor/workbench-port.ts';
import type { ClerkHost } from './form-work.ts';

/** Words, and then pictures of pages, that take longer to read are left out. */
const READ_MS = 8_000;

/**
 * The template editor's workbench. The host finds lines and boxes and the fields of an AcroForm; words, and the lines of scanned pages, are
 * read here, where the form is drawn anyway and a hostile one can harm nothing.
 */
export function templateWorkbench(host: ClerkHost): WorkbenchPort {
  return {
    inspect: async (pdf) => {
      const { pages, proposals, commonFields } = await host.call('template.inspect', { pdf });
      const read = await readForm(pdf, pages).catch((error: unknown) => {
        // A form that cannot be read can still be drawn on by hand.
        reportError(error);
        return pages.map((page) => unread(page));
      });
      const drawn = proposeDrawn(
        read.map(({ seen }) => seen),
        commonFields,
      );
      const from = (page: number): FoundField['from'] & ('drawing' | 'scan') =>
        read[page]?.shown.scanned === true ? 'scan' : 'drawing';
      return {
        pages: read.map(({ shown }) => shown),
        proposals: mergeProposals(proposals, drawn, from),
        commonFields,
      };
    },
    preview: (wanted) => host.call('template.preview', wanted),
    check: async (wanted) => {
      const { faults, overlaps } = await host.call('template.check', wanted);
      return [
        ...faults.map((fault) => ({ ...fault, severity: 'error' as const })),
        ...overlaps.map(({ field, other }) => ({
          ...{ severity: 'warning' as const, problem: 'fields-overlap' as const },
          ...{ field, detail: other },
        })),
      ];
    },
  };
}

type DrawnPage = Omit<PageGeometry, 'labels' | 'scanned'>;
/** A page as the editor shows it, and as fields are proposed from it. */
interface ReadPage {
  readonly shown: PageGeometry;
  readonly seen: SeenPage;
}

function unread(page: DrawnPage): ReadPage {
  const shown = { ...page, labels: [] };
  return { shown, seen: shown };
}

async function readForm(pdf: Uint8Array, pages: readonly DrawnPage[]): Promise<ReadPage[]> {
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
    const { ink, ...found } = ruledPage(await reading.raster(index, signal));
    const isScan = page.labels.length === 0;
    const shown: PageGeometry = { ...page, ...found, ...(isScan ? { scanned: true as const } : {}) };
    return { shown, seen: { ...shown, labels: isScan ? ink : page.labels } };
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
