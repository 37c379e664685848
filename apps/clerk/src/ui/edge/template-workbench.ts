import type { Naming, WorkbenchPort } from '../admin/templates/editor/workbench-port.ts';
import { foundOn, readForm, unread } from './form-reading.ts';
import type { ClerkHost } from './clerk-host.ts';
import { recognisedForm } from './label-reading.ts';
import { recogniseLines } from './recogniser.ts';

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
        return pages.map(unread);
      });
      const scans = read.filter(({ sheet }) => sheet !== undefined).length;
      const naming: Naming = async (progress, signal) => {
        const named = await recognisedForm(read, recogniseLines, progress, signal);
        return foundOn(named, proposals, commonFields).proposals;
      };
      return { ...foundOn(read, proposals, commonFields), commonFields, ...(scans > 0 ? { naming } : {}) };
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
