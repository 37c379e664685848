import { MAX_PIXELS, MAX_SHEETS, PAGE_PROBLEMS } from '@mado/inspection';
import type { TrayReason } from '@mado/signaling';
import type { Text } from '@mado/ui';
import { MAX_FILE_BYTES } from '../../contract/kept-files.ts';

/** Why a file of this PC is not put into the tray; words in the catalogue under `paper.<problem>`. */
export const FILE_PROBLEMS = [
  ...PAGE_PROBLEMS,
  'empty-file',
  'file-too-large',
  'picture-unreadable',
  'tray-full',
  'server-full',
  'too-many-documents',
  'failed',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** A file that is refused. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  readonly problem: FileProblem;
  constructor(problem: FileProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** What became of the tray's refusal of a page, for the person who chose the file. */
export function problemOf(reason: TrayReason): FileProblem {
  if (reason === 'too-many-pages') return 'pdf-too-long';
  return FILE_PROBLEMS.find((problem) => problem === reason) ?? 'failed';
}

/** The sentence that says why, and what to do. */
export function refusalWords(text: Text, problem: FileProblem): string {
  switch (problem) {
    case 'file-too-large':
      return text('paper.file-too-large', { limit: MAX_FILE_BYTES / 1024 / 1024 });
    case 'too-many-pixels':
      return text('paper.too-many-pixels', { limit: MAX_PIXELS / 1_000_000 });
    case 'pdf-too-long':
      return text('paper.pdf-too-long', { sheets: MAX_SHEETS });
    default:
      return text(`paper.${problem}`);
  }
}
