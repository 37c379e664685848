import { join } from 'node:path';
import { z } from 'zod';

/** The project's folder. */
export const PROJECT = join(import.meta.dirname, '../..');

/** The devices of the sample stack. */
export type Role = 'kiosk' | 'clerk' | 'clerk2';

/** The line that the server prints when it is ready. */
export const ServerReady = z.object({
  ready: z.literal(true),
  /** `wss://…/v1/signaling` */
  url: z.url(),
  certificateSpkiSha256: z.string(),
});
export type ServerReady = z.infer<typeof ServerReady>;

/** The line that a host prints when it is ready to serve its user interface. */
export const HostReady = z.object({ ready: z.literal(true), origin: z.url(), launchFile: z.string() });
export type HostReady = z.infer<typeof HostReady>;
