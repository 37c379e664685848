import type { MessagePortMain } from 'electron';

/** The host process as the shell sees it: something that gives lines, and gives new ones after it was restarted. */
export interface HostProcess {
  /** Calls `give` with a line as soon as the host is there, and again with a fresh one whenever it came back. Returns how to stop. */
  lines(give: (port: MessagePortMain) => void): () => void;
  /** Ends the host in good order and starts it no more. */
  stop(): Promise<void>;
}
