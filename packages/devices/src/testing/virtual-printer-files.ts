// By themselves: the print command, a process for each job, needs nothing else and is there at once.
export const CONTROL_JOB = 'virtual-printer-state';
export const FAULT_FILE = 'fault';
export const PAGE_MS_FILE = 'page-ms';
/** Where printed documents go: what came out on paper. */
export const OUT_FOLDER = 'out';
export const JOBS_FILE = 'jobs.jsonl';
/** What the printer shows now, as far as its print command told it. */
export const SHOWN_FILE = 'shown';
export const ADDRESS_FILE = 'uri';

/**
 * What can be wrong with the virtual printer, in the words of `printer-state-reasons`, and `abort`, which ends the running job.
 */
export const VIRTUAL_PRINTER_STATES = [
  'media-empty',
  'media-jam',
  'cover-open',
  'toner-empty',
  'paused',
  'abort',
] as const;
export type VirtualPrinterState = (typeof VIRTUAL_PRINTER_STATES)[number];

/** States that its print command shows; paper and toner are levels that its web page sets. */
export const COMMAND_STATES: readonly string[] = ['media-jam', 'cover-open', 'paused'];
