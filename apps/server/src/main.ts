import { parseArgs } from 'node:util';
import { ConfigError, loadConfig, type LoadedConfig } from './config/load.ts';
import { createLogger } from './log.ts';
import { CertificateError } from './tls/certificate.ts';
import { startServer, type RunningServer } from './server.ts';

const USAGE = 'usage: node src/main.ts --config FILE';
const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;

/** Starts the server from the command line. Prints one JSON line on stdout when it is ready; logs go to stderr. */
async function main(): Promise<void> {
  const file = configFile();
  if (file === undefined) {
    fail(USAGE);
    return;
  }
  const config = readConfig(file);
  if (!config) return;
  const logger = createLogger(config.server.log.level);
  let server: RunningServer;
  try {
    server = await startServer(config, { logger });
  } catch (error) {
    if (error instanceof CertificateError) {
      fail(error.message);
      return;
    }
    logger.fatal({ err: error }, 'the server did not start');
    process.exitCode = EXIT_FAILURE;
    return;
  }
  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'stopping');
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'did not stop cleanly');
        process.exit(EXIT_FAILURE);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ ready: true, url: server.url, certificateSpkiSha256: server.spki })}\n`);
}

function readConfig(file: string): LoadedConfig | undefined {
  try {
    return loadConfig(file, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    fail(error.message);
    return undefined;
  }
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
