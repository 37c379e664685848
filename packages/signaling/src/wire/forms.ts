import { z } from 'zod';
import { SessionId } from './ids.ts';
import { TemplateId } from './templates.ts';

/** Most forms that are filled, and saved, together. */
export const MAX_SAVED_FORMS = 20;

/** What a clerk does with filled forms beyond the session. The forms themselves never come to the server. */
export const formMethods = {
  /**
   * Clerk in the conversation: puts into the audit log that these forms are saved into the department's folder, one file each. The answer
   * says that the line stands; only then may the files get their names. The same `saveId` gives one line.
   */
  'forms.noteSaved': {
    request: z.strictObject({
      sessionId: SessionId,
      saveId: z.uuid(),
      forms: z.array(TemplateId).min(1).max(MAX_SAVED_FORMS),
    }),
    response: z.strictObject({}),
  },
} as const;
