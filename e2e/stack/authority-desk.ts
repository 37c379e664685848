import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { AUTHORITY_DIR, AUTHORITY_PASSPHRASE } from './city.ts';
import { PROJECT } from './parts.ts';

const MADO_CA = join(PROJECT, 'packages/enrolment/src/ca-main.ts');

/** The person at the machine of the city's authority, who has its folder, its passphrase and the command `mado-ca`. */
export class AuthorityDesk {
  readonly #dir: string;

  /** `dir`: the stack's. */
  constructor(dir: string) {
    this.#dir = join(dir, AUTHORITY_DIR);
  }

  /** The authority's digits, as the operator has them on paper. */
  async fingerprint(): Promise<string> {
    const shown = await this.#run(['show']);
    return /^fingerprint: ([\d ]+)$/m.exec(shown)?.[1] ?? '';
  }

  /** Signs a request after its last five digits were typed. `digits`: those that the device shows. */
  async approve(request: string, digits: string, out: string): Promise<void> {
    await this.#run(['approve', request, '--out', out], `${digits.slice(-5)}\n`);
  }

  /** Takes everything of a device back and writes the list that says so. */
  async revoke(deviceId: string, out: string): Promise<void> {
    await this.#run(['revoke', deviceId]);
    await this.#run(['publish', '--out', out]);
  }

  /** The passphrase on a descriptor of its own, answers on standard input. */
  async #run([command = '', ...rest]: readonly string[], typed = ''): Promise<string> {
    const args = [MADO_CA, command, '--dir', this.#dir, ...rest, '--passphrase-fd', '3'];
    const child = spawn('node', args, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    const passphrase = child.stdio[3];
    if (!(passphrase instanceof Writable)) throw new Error('no descriptor for the passphrase');
    // A command that needs no answer reads none.
    for (const pipe of [child.stdin, passphrase]) pipe.on('error', () => undefined);
    passphrase.end(`${AUTHORITY_PASSPHRASE}\n`);
    child.stdin.end(typed);
    const ended = once(child, 'close').then(([exit]: unknown[]) => exit);
    const [said, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    if (code !== 0) throw new Error(`mado-ca ${command} ended with ${String(code)}: ${complaint}`);
    return said;
  }
}
