import { CallRefusedError, DeadlineError } from '@mado/rpc';
import { FOLDER_PROBLEMS } from '../../contract/index.ts';
import type { FormSaving, SaveFault } from '../state/call-view.ts';
import type { ClerkHost } from './clerk-host.ts';

/** A share may be slow; longer than this nobody waits for it. In milliseconds. */
const deadline = { deadlineMs: 30_000 };

export interface SaveOrder {
  readonly templateIds: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  /** Number ticket of the session. */
  readonly ticket: number;
}

/** The steps of one saving. */
export interface SaveSteps {
  readonly prepare: (saveId: string) => Promise<unknown>;
  /** Puts it into the server's audit log. */
  readonly note: (saveId: string) => Promise<void>;
  readonly commit: (saveId: string) => Promise<{ readonly files: readonly string[] }>;
  readonly drop: (saveId: string) => Promise<unknown>;
}

/** Those that the host takes. */
export function hostSteps(host: ClerkHost, order: SaveOrder): Omit<SaveSteps, 'note'> {
  const { ticket } = order;
  const templateIds = [...order.templateIds];
  const values = { ...order.values };
  return {
    prepare: (saveId) => host.call('forms.prepareSave', { saveId, ticket, templateIds, values }, deadline),
    commit: (saveId) => host.call('forms.commitSave', { saveId }, deadline),
    drop: (saveId) => host.call('forms.dropSave', { saveId }, deadline),
  };
}

/**
 * Saves filled forms into the department's folder: written under temporary names, told to the server's audit log, and only then given their
 * names. Without the line nothing is saved.
 */
export async function saveForms(
  steps: SaveSteps,
  report: (error: unknown) => void,
): Promise<Extract<FormSaving, { phase: 'saved' | 'failed' }>> {
  const saveId = crypto.randomUUID();
  const failed = (cause: SaveFault, error: unknown) => {
    report(error);
    return { phase: 'failed', cause } as const;
  };
  try {
    await steps.prepare(saveId);
  } catch (error) {
    // A share that is gone can hold a write for minutes. What comes of it later is deleted by the host.
    return failed(error instanceof DeadlineError ? 'folder-away' : (problemOf(error) ?? 'not-filled'), error);
  }
  try {
    await steps.note(saveId);
  } catch (error) {
    await steps.drop(saveId).catch(report);
    return failed('not-recorded', error);
  }
  try {
    const { files } = await steps.commit(saveId);
    return { phase: 'saved', files };
  } catch (error) {
    return failed(problemOf(error) ?? 'unsure', error);
  }
}

/** The folder's problem, when the host refused because of it. */
function problemOf(error: unknown): SaveFault | undefined {
  return error instanceof CallRefusedError ? FOLDER_PROBLEMS.find((problem) => problem === error.code) : undefined;
}
