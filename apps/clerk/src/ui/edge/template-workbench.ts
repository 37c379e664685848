import { mergeProposals, proposeDrawn } from '@mado/forms/map';
import { type PageText, readTexts } from '@mado/sheets';
import type { ClerkHost } from './clerk-host.ts';
import type { WorkbenchPort } from '../admin/templates/editor/workbench-port.ts';

/** A form whose words take longer to read has none. */
const READ_MS = 8_000;

/**
 * The template editor's workbench. The host finds lines and boxes and the fields of an AcroForm; the words are read here, where the form
 * is drawn anyway and a hostile one can harm nothing.
 */
export function templateWorkbench(host: ClerkHost): WorkbenchPort {
  return {
    inspect: async (pdf) => {
      const { pages, proposals, commonFields } = await host.call('template.inspect', { pdf });
      const texts = await readTexts(pdf, pages.length, AbortSignal.timeout(READ_MS)).catch((error: unknown) => {
        // A form that cannot be read can still be drawn on by hand.
        reportError(error);
        return [] as PageText[][];
      });
      const seen = pages.map((page, index) => ({ ...page, labels: texts[index] ?? [] }));
      const drawn = proposeDrawn(seen, commonFields);
      return { pages: seen, proposals: mergeProposals(proposals, drawn, () => 'drawing'), commonFields };
    },
    preview: (wanted) => host.call('template.preview', wanted),
    check: async (wanted) => {
      const { faults } = await host.call('template.check', wanted);
      return faults.map((fault) => ({ ...fault, severity: 'error' }));
    },
  };
}
