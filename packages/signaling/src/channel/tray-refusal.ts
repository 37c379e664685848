import type { PageProblem } from '@mado/inspection';
import type { PageFault } from './page-assembly.ts';

/** Why something that came from the other end was not taken. */
export type TrayRefusal =
  | PageFault
  | PageProblem
  /** A page of no bytes, or of more than a page may have, was announced. */
  | 'empty-page'
  | 'page-too-large'
  | 'unknown-document'
  | 'unknown-page'
  | 'not-yours'
  | 'too-many-pages'
  | 'too-many-documents'
  | 'tray-full';
