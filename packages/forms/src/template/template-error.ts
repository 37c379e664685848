/** Why a template or a catalogue cannot be used. */
export const TEMPLATE_PROBLEMS = [
  /** A file is not there. */
  'missing-file',
  /** The map or the catalogue is no JSON of the right shape. */
  'malformed',
  /** The PDF is another file than the map was measured on. */
  'pdf-changed',
  'pdf-unreadable',
  'pdf-encrypted',
  'pdf-too-long',
  /** Its packed parts unpack to far more than a form can have. */
  'pdf-bomb',
  /** It holds a script, a file or an action that runs, sends or plays something; a plain print of it does not. */
  'pdf-active',
  /** A page is turned; positions would not mean what the map says. */
  'page-turned',
  'page-missing',
  'box-outside-page',
  'unknown-common-field',
  /** A field kind that needs another type of common field. */
  'wrong-type',
  'bad-expression',
  /** A mark for a choice that the common field does not have. */
  'unknown-choice',
  /** Two templates of a city have the same id. */
  'duplicate-template',
] as const;
export type TemplateProblem = (typeof TEMPLATE_PROBLEMS)[number];

/** A template that is refused; `message` says where to look, for the person who made it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly problem: TemplateProblem;
  constructor(problem: TemplateProblem, detail: string) {
    super(`${problem}: ${detail}`);
    this.problem = problem;
  }
}
