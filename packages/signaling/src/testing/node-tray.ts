import { Agent, request as httpsRequest } from 'node:https';
import type { AskTray } from '../parcel/index.ts';
import { TRAY_PLACE_HEADER } from '../wire/index.ts';

/** HTTPS to the real server by Node, which takes its development certificate; connections can be cut like any line. */
export class TrayConnections {
  readonly #agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  /** While true, new requests fail as on an unplugged line. */
  unplugged = false;

  readonly ask: AskTray = ({ method, url, place, token, body, signal }) =>
    new Promise((resolve, reject) => {
      if (this.unplugged) {
        reject(new Error('unplugged'));
        return;
      }
      const headers = {
        authorization: `Bearer ${token}`,
        [TRAY_PLACE_HEADER]: place,
        ...(body !== null && { 'content-type': 'application/octet-stream', 'content-length': body.byteLength }),
      };
      const call = httpsRequest(url, { method, headers, agent: this.#agent, signal }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: new Uint8Array(Buffer.concat(parts)) }));
      });
      call.on('error', reject);
      call.end(body ?? undefined);
    });

  /** Cuts every connection at once. */
  cut(): void {
    this.#agent.destroy();
  }
}
