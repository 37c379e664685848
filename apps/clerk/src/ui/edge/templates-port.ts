import type { TemplateMap } from '@mado/forms/map';
import type { ClerkClient } from '@mado/signaling';
import type { TemplateRow, TemplatesPort } from '../admin/templates/port.ts';
import type { ClerkHost } from './clerk-host.ts';
import { TemplateDraft } from './template-drafts.ts';
import { templateWorkbench } from './template-workbench.ts';

/** Joins the administration of templates to the city's store and to the host that fills. */
export function templatesPort(client: ClerkClient, host: ClerkHost, asInstalled: () => string): TemplatesPort {
  const store = client.templates;
  const workbench = templateWorkbench(host);
  return {
    workbench,
    async list() {
      const [stored, { templates }] = await Promise.all([store.list(), host.call('forms.list', {})]);
      const rows = new Map<string, TemplateRow>();
      // The editor draws on PDF forms; workbooks are installed with the city's configuration.
      for (const { id, title, department } of templates.filter(({ kind }) => kind === 'form'))
        rows.set(id, { id, title, department, published: null, draft: null, installed: true });
      for (const entry of stored) rows.set(entry.id, { ...entry, installed: rows.has(entry.id) });
      return [...rows.values()].sort(
        (a, b) => a.department.localeCompare(b.department, 'ja') || a.title.localeCompare(b.title, 'ja'),
      );
    },
    history: (id) => store.history(id),
    draft: (id) => new TemplateDraft(id, { host, store, asInstalled }),
    async create({ title, department, procedures, pdf }) {
      await workbench.inspect(pdf);
      const id = `form-${crypto.randomUUID().slice(0, 8)}`;
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', pdf));
      const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const map: TemplateMap = {
        ...{ format: 4, id, version: 1, title, department, procedures: [...procedures] },
        ...{ pdf: { file: 'form.pdf', sha256 }, fields: [], required: [], byHand: [] },
      };
      await store.save({ id, revision: 0, title, department, map: JSON.stringify(map), pdf });
      return id;
    },
    rollBack: async (id, version) => {
      await store.rollBack(id, version, '');
    },
    discard: (id) => store.discard(id),
  };
}
