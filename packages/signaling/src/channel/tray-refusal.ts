import type { PageProblem } from '@mado/inspection';
import type { PageFault } from './page-assembly.ts';

/** Why something that came from the other end was not taken. */
export type TrayRefusal =
  | PageFault
  | PageProblem
  | 'unknown-document'
  | 'unknown-page'
  | 'not-yours'
  | 'too-many-pages'
  | 'too-many-documents'
  | 'tray-full';
