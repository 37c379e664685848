import { destination, pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * The server's log: one JSON line an event, to stderr, so that stdout carries nothing but the ready line.
 * Identifiers only; what people type, say or are called never goes in.
 */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination({ dest: 2, sync: true }));
}
