/** One line of JSON on standard error: what happened to the shell. Never content, never personal data. */
export function log(
  level: 'info' | 'warn' | 'error',
  msg: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  process.stderr.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg, ...fields })}\n`);
}
