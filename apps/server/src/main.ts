import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from './config/load.ts';
import { createLogger } from './log.ts';
import { startServer, type RunningServer } from './server.ts';

const USAGE = 'usage: node src/main.ts --config FILE';
const EXIT_USAGE = 2;

/** Starts the server from the command line. Prints one JSON line on stdout when it is ready; logs go to stderr. */
async function main(): Promise<void> {
  const file = configFile();
  if (file === undefined) return fail(USAGE);
  let server: RunningServer;
  try {
    const config = loadConfig(file, process.env);
    const logger = createLogger(config.server.log.level);
    server = await startServer(config, { logger });
    const stop = (signal: NodeJS.Signals): void => {
      logger.info({ signal }, 'stopping');
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'did not stop cleanly');
          process.exit(1);
        },
      );
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    if (error instanceof ConfigError) return fail(error.message);
    throw error;
  }
  process.stdout.write(`${JSON.stringify({ ready: true, url: server.url, certificateSpkiSha256: server.spki })}\n`);
}

function configFile(): string | undefined {
  try {
    return parseArgs({ options: { config: { type: 'string' } } }).values.config;
  } catch {
    // An unknown option: the usage line says what is known.
    return undefined;
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = EXIT_USAGE;
}

await main();
