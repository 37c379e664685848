import { supervise } from './supervise.ts';

/**
 * `node supervise-main.ts -- COMMAND ARGUMENTS…` keeps a host alive. Its ready line is passed on each time that the host is ready, so the
 * last one names the process of now. Ends on SIGTERM and SIGINT, and takes the host along.
 */
const split = process.argv.indexOf('--');
const [command, ...args] = split === -1 ? [] : process.argv.slice(split + 1);
if (command === undefined) {
  process.stderr.write('usage: supervise-main.ts -- COMMAND ARGUMENTS…\n');
  process.exit(2);
}

const host = await supervise(command, args, {
  onReady: (ready) => process.stdout.write(`${JSON.stringify(ready)}\n`),
  onLine: (line) => process.stdout.write(`${line}\n`),
  onRestart: (exit) => process.stderr.write(`${JSON.stringify({ msg: 'host ended, starting again', ...exit })}\n`),
});

const end = (): void => {
  host.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
