import { bundledMincho, loadCityPapers, loadFonts, loadFormSet, loadWorkbooks } from '@mado/forms';
import { deviceHandlers, deviceInTrouble, DeviceStore } from '@mado/enrolment';
import { DEVICE_KEY_FILE, Refusal, runHost, SEALED_KEY_FILE } from '@mado/rpc/node';
import { pino } from 'pino';
import { clerkContract } from '../contract/index.ts';
import { readAnswersKeys } from './booking-answers.ts';
import { clerkProfile, createClerkHost } from './clerk-host.ts';
import { ClerkConfig } from './config.ts';
import { DepartmentFolder } from './department-folder.ts';
import { errorCode } from './folder-fault.ts';
import { clearAfterLoading } from './thrift.ts';
import { version } from './version.ts';

/** Standard output belongs to the ready line; logs are for the journal of the machine. Ids and causes only. */
const log = pino({ name: 'clerk-host', level: process.env['MADO_LOG_LEVEL'] ?? 'info' }, pino.destination(2));

await runHost({
  name: 'clerk',
  contract: clerkContract,
  config: ClerkConfig,
  onInvalid: ({ what, name, detail }) => log.warn({ what, call: name, detail }, 'not of the contract'),
  onFailure: (call, error) =>
    log.error({ call, cause: error instanceof Error ? error.name : typeof error }, 'call failed'),
  onRefused: (reason) => log.warn({ reason }, 'refused at the door'),
  inTrouble: (error, { config, dataDir, restart }) => {
    const calls = deviceInTrouble(error, {
      device: { deviceId: config.deviceId, role: 'clerk', name: config.name },
      dataDir,
      keyFiles: [SEALED_KEY_FILE, DEVICE_KEY_FILE],
      refuse: (code, message) => new Refusal(code, message),
      restart,
      onChange: (what, cause) => log.error({ what, cause }, 'the device store'),
      now: Date.now,
    });
    return calls && { ...calls, profile: () => clerkProfile(config, version) };
  },
  start: async ({ config, dataDir, deviceKey, resolvePath }) => {
    const device = deviceHandlers({
      store: await DeviceStore.open(dataDir, deviceKey),
      device: { deviceId: config.deviceId, role: 'clerk', name: config.name },
      serverUrl: config.serverUrl,
      now: Date.now,
      refuse: (code, message) => new Refusal(code, message),
      onChange: (what, detail) => log.info({ what, detail }, 'place in the city'),
    });
    const { main, fallbacks } = config.fonts;
    const [fonts, forms] = await Promise.all([
      loadFonts({
        main: main === undefined ? bundledMincho() : resolvePath(main),
        fallbacks: fallbacks.map(resolvePath),
      }),
      loadFormSet(resolvePath(config.cityDir)),
    ]);
    const workbooks = await loadWorkbooks(resolvePath(config.cityDir), forms.catalogue);
    const papers = await loadCityPapers(resolvePath(config.cityDir));
    if (fonts.missing.length > 0)
      log.warn({ fonts: fonts.missing }, 'fonts are missing: rare characters will be printed as 〓');
    log.info(
      {
        templates: forms.templates.length,
        workbooks: workbooks.length,
        fonts: fonts.typefaces.map(({ name }) => name),
      },
      'forms are ready',
    );
    clearAfterLoading();
    const { departmentFolder: path, deviceId } = config;
    const folder = path === undefined ? null : new DepartmentFolder({ path, deviceId });
    // A share that is away now may come back: clerks are told when they save.
    folder?.sweep().catch((error: unknown) => log.warn({ cause: errorCode(error) }, 'the department’s folder is away'));
    return {
      handlers: createClerkHost({
        config,
        version,
        deviceKey,
        device,
        forms,
        workbooks,
        papers,
        cityDir: resolvePath(config.cityDir),
        answersKeys: await readAnswersKeys(config.answersKeys.map(resolvePath)),
        fonts,
        folder,
        today,
        log,
      }),
      close: () => folder?.dropAll() ?? Promise.resolve(),
    };
  },
});

function today(): { year: number; month: number; day: number } {
  const now = new Date();
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}
