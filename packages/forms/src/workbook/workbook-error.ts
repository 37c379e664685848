/** Why a workbook or its cell map cannot be used. */
export type WorkbookProblem =
  /** A file is not there. */
  | 'missing-file'
  /** The map is no JSON of the right shape. */
  | 'malformed'
  /** The workbook is another file than the map was made for. */
  | 'xlsx-changed'
  /** No ZIP with a workbook in it. */
  | 'xlsx-unreadable'
  /** Locked with a password. */
  | 'xlsx-encrypted'
  | 'xlsx-too-long'
  /** Its packed parts unpack to far more than a form can have. */
  | 'xlsx-bomb'
  /** It holds macros, controls, embedded files, or links to other files. */
  | 'xlsx-active'
  /** It holds a part that would be lost when it is written again: a chart, a pivot table, a signature. */
  | 'xlsx-unsupported'
  | 'sheet-missing'
  /** A cell that works out its own value, or one that is covered by a merged one. */
  | 'cell-not-free'
  | 'unknown-common-field'
  /** A cell that wants a day or a number, bound to something else. */
  | 'wrong-type'
  | 'bad-expression';

/** A workbook that is refused; `message` says where to look, for the person who made it. */
export class WorkbookError extends Error {
  override readonly name = 'WorkbookError';
  readonly problem: WorkbookProblem;
  constructor(problem: WorkbookProblem, detail: string) {
    super(`${problem}: ${detail}`);
    this.problem = problem;
  }
}
