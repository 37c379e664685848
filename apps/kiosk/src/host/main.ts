import { findHeadset, IppPrinter, SaneScanner, watchUsb } from '@mado/devices';
import { deviceHandlers, deviceInTrouble, DeviceStore } from '@mado/enrolment';
import { DEVICE_KEY_FILE, Refusal, runHost, SEALED_KEY_FILE } from '@mado/rpc/node';
import { join } from 'node:path';
import { pino } from 'pino';
import { kioskContract } from '../contract/index.ts';
import { KioskConfig } from './config.ts';
import { JobJournal } from './job-journal.ts';
import { createKioskHost, kioskProfile } from './kiosk-host.ts';
import { version } from './version.ts';

/** Standard output belongs to the ready line; logs are for the journal of the machine. Ids and causes only. */
const log = pino({ name: 'kiosk-host', level: process.env['MADO_LOG_LEVEL'] ?? 'info' }, pino.destination(2));

const JOBS_FILE = 'kiosk.sqlite';

await runHost({
  name: 'kiosk',
  contract: kioskContract,
  config: KioskConfig,
  onInvalid: ({ what, name, detail }) => log.warn({ what, call: name, detail }, 'not of the contract'),
  onFailure: (call, error) =>
    log.error({ call, cause: error instanceof Error ? error.name : typeof error }, 'call failed'),
  onRefused: (reason) => log.warn({ reason }, 'refused at the door'),
  inTrouble: (error, { config, dataDir, restart }) => {
    const calls = deviceInTrouble(error, {
      device: { deviceId: config.deviceId, role: 'kiosk', name: config.booth },
      dataDir,
      keyFiles: [SEALED_KEY_FILE, DEVICE_KEY_FILE],
      jobsFile: JOBS_FILE,
      refuse: (code, message) => new Refusal(code, message),
      restart,
      onChange: (what, cause) => log.error({ what, cause }, 'the device store'),
      now: Date.now,
    });
    return calls && { ...calls, profile: () => kioskProfile(config, version) };
  },
  start: async ({ config, dataDir, deviceKey, resolvePath, emit }) => {
    const { scanner, printer, cardReader } = config;
    const device = deviceHandlers({
      store: await DeviceStore.open(dataDir, deviceKey),
      device: { deviceId: config.deviceId, role: 'kiosk', name: config.booth },
      serverUrl: config.serverUrl,
      now: Date.now,
      refuse: (code, message) => new Refusal(code, message),
      onChange: (what, detail) => log.info({ what, detail }, 'place in the city'),
    });
    return createKioskHost({
      config,
      version,
      deviceKey,
      device,
      scanner:
        scanner &&
        new SaneScanner(
          scanner.saneConfigDir === undefined
            ? scanner
            : { ...scanner, saneConfigDir: resolvePath(scanner.saneConfigDir) },
        ),
      printer: printer && new IppPrinter(printer),
      // Its native part is asked for only where a booth is meant to have a reader.
      cardReader: cardReader && new (await import('@mado/devices/pcsc')).PcscReader(),
      findHeadset,
      watchUsb,
      journal: new JobJournal(join(dataDir, JOBS_FILE)),
      emit,
      log,
    });
  },
});
