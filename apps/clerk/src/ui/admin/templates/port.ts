import type { TemplateEntry, TemplateVersion } from '@mado/signaling/wire';
import type { DraftPort } from './editor/draft-port.ts';
import type { WorkbenchPort } from './editor/workbench-port.ts';

/** A template as the list shows it: from the store, or as it came with the city's configuration (`installed`). */
export interface TemplateRow extends TemplateEntry {
  readonly installed: boolean;
}

/** What the section "templates" asks of server and host. */
export interface TemplatesPort {
  /** By department, then title. */
  list(): Promise<readonly TemplateRow[]>;
  /** Newest first. */
  history(id: string): Promise<readonly TemplateVersion[]>;
  draft(id: string): DraftPort;
  readonly workbench: WorkbenchPort;
  /** Begins a template on a form. @returns its identifier. Refused with the `TemplateProblem` of a form that cannot be one. */
  create(about: {
    readonly title: string;
    readonly department: string;
    /** Ids of the procedures that it is for. */
    readonly procedures: readonly string[];
    readonly pdf: Uint8Array<ArrayBuffer>;
  }): Promise<string>;
  rollBack(id: string, version: number): Promise<void>;
  discard(id: string): Promise<void>;
}
