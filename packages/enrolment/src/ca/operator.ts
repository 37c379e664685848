import { readFileSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';

/** Nobody is there to answer, or the answer did not come. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The person at the authority's machine: told on standard error, asked on standard input, so that standard output carries results alone. */
export class Operator {
  readonly #passphraseFd: number | undefined;
  #lines: { readonly from: Interface; readonly next: AsyncIterator<string> } | undefined;

  constructor(passphraseFd: number | undefined) {
    this.#passphraseFd = passphraseFd;
  }

  say(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  /** From the file descriptor that was given, else typed without an echo. Never an argument: those can be read by other programs. */
  async passphrase(prompt: string): Promise<string> {
    if (this.#passphraseFd !== undefined) {
      const [line = ''] = readFileSync(this.#passphraseFd, 'utf8').split(/\r?\n/);
      return line;
    }
    if (!process.stdin.isTTY) throw new NoAnswerError('no terminal to type the passphrase on: give --passphrase-fd');
    return typeUnseen(prompt);
  }

  /** A new passphrase, typed twice. */
  async newPassphrase(): Promise<string> {
    const first = await this.passphrase('New passphrase: ');
    if (this.#passphraseFd !== undefined) return first;
    if (first !== (await this.passphrase('Once more: '))) throw new NoAnswerError('the two are not the same');
    return first;
  }

  async answer(question: string): Promise<string> {
    process.stderr.write(question);
    return (await this.line()) ?? '';
  }

  /** The next line of standard input; undefined at its end. */
  async line(): Promise<string | undefined> {
    if (this.#lines === undefined) {
      const from = createInterface({ input: process.stdin });
      this.#lines = { from, next: from[Symbol.asyncIterator]() };
    }
    const next = await this.#lines.next.next();
    return next.done === true ? undefined : next.value;
  }

  close(): void {
    this.#lines?.from.close();
    process.stdin.pause();
  }
}

function typeUnseen(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const done = (finish: () => void): void => {
      stdin.off('data', hear);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      finish();
    };
    const hear = (text: string): void => {
      for (const letter of text) {
        if (letter === '\r' || letter === '\n') {
          done(() => resolve(typed));
          return;
        }
        if (letter === '\u0003' || letter === '\u0004') {
          done(() => reject(new NoAnswerError('stopped')));
          return;
        }
        typed = letter === '\u007f' || letter === '\b' ? Array.from(typed).slice(0, -1).join('') : typed + letter;
      }
    };
    stdin.on('data', hear);
  });
}
