import { z } from 'zod';

/** What a host prints on standard output, as one line of JSON, when user interfaces may come. */
export const ReadyLine = z.strictObject({
  ready: z.literal(true),
  /** `http://127.0.0.1:PORT` */
  origin: z.url({ protocol: /^http$/ }),
  /** Opening this file in a browser of the same user opens the user interface. */
  launchFile: z.string(),
  /** Process of the host itself. */
  pid: z.int().positive(),
});
export type ReadyLine = z.infer<typeof ReadyLine>;

/** Reads a line of a host's standard output; `undefined` when it is another line. */
export function parseReadyLine(line: string): ReadyLine | undefined {
  if (!line.startsWith('{')) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return undefined;
  }
  const ready = ReadyLine.safeParse(data);
  return ready.success ? ready.data : undefined;
}

/**
 * Environment through which a supervisor hands a host what must outlive it. Read once at start and removed, so that the host's own
 * children do not inherit it. Never on the command line, which other users of the machine can read.
 */
export const HOST_ENV = {
  cookie: 'MADO_HOST_COOKIE',
  port: 'MADO_HOST_PORT',
  runtimeDir: 'MADO_HOST_RUNTIME_DIR',
  /** Set: the host ends when its standard input does, because its supervisor is gone. */
  supervised: 'MADO_HOST_SUPERVISED',
} as const;
