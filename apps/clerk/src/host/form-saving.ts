import { type CalendarDate } from '@mado/forms';
import { type Handlers, Refusal } from '@mado/rpc/node';
import type { Logger } from 'pino';
import type { ClerkContract } from '../contract/index.ts';
import type { DepartmentFolder, SavedContent } from './department-folder.ts';

export interface FormSavingOptions {
  /** Null: the department has none, and nothing can be saved. */
  readonly folder: DepartmentFolder | null;
  /** One filled form as a file. @throws {Refusal} `unknown-template` */
  readonly fileOf: (
    templateId: string,
    values: Readonly<Record<string, string>>,
  ) => Promise<Pick<SavedContent, 'title' | 'extension' | 'content'>>;
  readonly today: () => CalendarDate;
  readonly log: Logger;
}

type SavingHandlers = Pick<Handlers<ClerkContract>, 'forms.prepareSave' | 'forms.commitSave' | 'forms.dropSave'>;

/** Saves filled forms into the department's folder. Logs have what was saved by identifier, never a value. */
export function savingHandlers({ folder, fileOf, today, log }: FormSavingOptions): SavingHandlers {
  const there = (): DepartmentFolder => {
    if (folder === null) throw new Refusal('folder-away', 'the department has no folder');
    return folder;
  };
  return {
    'forms.prepareSave': async ({ saveId, ticket, templateIds, values }) => {
      const contents: SavedContent[] = [];
      for (const id of templateIds) contents.push({ ...(await fileOf(id, values)), today: today(), ticket });
      try {
        await there().prepare(saveId, contents);
      } finally {
        for (const { content } of contents) content.fill(0);
      }
      return {};
    },
    'forms.commitSave': async ({ saveId }) => {
      const files = await there().commit(saveId);
      log.info({ save: saveId, files: files.length }, 'forms saved into the department’s folder');
      return { files };
    },
    'forms.dropSave': async ({ saveId }) => {
      await folder?.drop(saveId);
      return {};
    },
  };
}
